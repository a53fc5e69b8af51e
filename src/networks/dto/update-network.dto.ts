import { OmitType, PartialType } from '@nestjs/swagger';
import { CreateNetworkDto } from './create-network.dto';

/** `PATCH /networks/{network_id}`: agents have routes of their own. */
export class UpdateNetworkDto extends PartialType(OmitType(CreateNetworkDto, ['agents'] as const)) {}
