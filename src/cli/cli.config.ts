import { IsOptional, IsString, IsUrl } from 'class-validator';
import { Env } from '../config';

/** Which mesh is meant where no option says so. */
export class CliConfig {
  @Env('MESH_URL')
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false }, { message: 'must be an http or https URL' })
  url?: string;

  @Env('MESH_API_KEY')
  @IsOptional()
  @IsString()
  apiKey?: string;
}
