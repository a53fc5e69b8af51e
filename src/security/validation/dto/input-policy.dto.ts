import { IsIn, IsOptional } from 'class-validator';
import { INPUT_TREATMENTS, type InputTreatment } from '../input-policy';

const MESSAGE = { message: `$property must be one of ${INPUT_TREATMENTS.join(', ')}` };

/** `PUT /security/input-policy`; a kind of field that is not named has its default. */
export class InputPolicyDto {
  /** Names, labels and ids of users. Default `reject`. */
  @IsOptional()
  @IsIn(INPUT_TREATMENTS, MESSAGE)
  name?: InputTreatment;

  /** Tasks, descriptions, memories. Default `report`. */
  @IsOptional()
  @IsIn(INPUT_TREATMENTS, MESSAGE)
  text?: InputTreatment;

  /** Contexts, metadata. Default `report`. */
  @IsOptional()
  @IsIn(INPUT_TREATMENTS, MESSAGE)
  object?: InputTreatment;
}
