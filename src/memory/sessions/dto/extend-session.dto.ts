import { PartialType, PickType } from '@nestjs/swagger';
import { CreateSessionDto } from './create-session.dto';

/** `PATCH …/sessions/{session_id}`: a new time to live holds from now on, metadata replaces what there was. */
export class ExtendSessionDto extends PartialType(PickType(CreateSessionDto, ['ttl_seconds', 'metadata'] as const)) {}
