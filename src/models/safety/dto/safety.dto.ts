import { ArrayMaxSize, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PERSONAL_DATA_TYPES, type PersonalDataType } from '../../../text';

/** Longer texts are checked in pieces. */
const MAX_CHARS = 1_000_000;

/** Body of `POST /safety/check`. */
export class CheckContentDto {
  @IsString()
  @MaxLength(MAX_CHARS)
  content!: string;
}

/** Body of `POST /safety/sanitize`. */
export class SanitizeContentDto {
  @IsString()
  @MaxLength(MAX_CHARS)
  content!: string;

  /** What is taken out; default: everything. */
  @IsOptional()
  @ArrayMaxSize(PERSONAL_DATA_TYPES.length)
  @IsIn(PERSONAL_DATA_TYPES, { each: true })
  types?: PersonalDataType[];
}
