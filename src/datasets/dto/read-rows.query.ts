import { IsIn, IsOptional } from 'class-validator';
import { ROW_FORMATS, type RowFormat } from '../reading/row-lines';

/** `?format=` of the rows. */
export class ReadRowsQuery {
  /** Without it what `Accept` asks for; JSON lines when it does not say. */
  @IsOptional()
  @IsIn(ROW_FORMATS, { message: `format must be one of ${ROW_FORMATS.join(', ')}` })
  format?: RowFormat;
}
