import { IsOptional, IsString } from 'class-validator';
import { Env } from '../../../config';

/** Where a headless browser is found, to look at what was designed. */
export class DesignConfig {
  /** Path of a Chromium or Chrome; `none` renders nothing. Unset: what the PATH has. */
  @Env('MESH_CHROMIUM')
  @IsOptional()
  @IsString()
  chromium?: string;

  /** Searched for one where none is named. */
  @Env('PATH')
  @IsString()
  searchPath: string = '';
}
