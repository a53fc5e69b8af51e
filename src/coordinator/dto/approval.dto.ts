import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { FreeText } from '../../security';

/** `POST …/steps/{step_id}/approval`. */
export class ApprovalDto {
  @IsIn(['approve', 'reject'], { message: 'decision must be approve or reject' })
  decision!: 'approve' | 'reject';

  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  @FreeText()
  note?: string;
}
