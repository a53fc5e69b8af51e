import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Plain } from '../../security';
import { MAX_NAME_LENGTH } from '../dataset-bounds';

/** `?name=` of an upload. */
export class UploadDatasetQuery {
  /** What the dataset is called; without it, after the moment of its upload. */
  @IsOptional()
  @IsString()
  @MaxLength(MAX_NAME_LENGTH)
  @Plain()
  name?: string;
}
