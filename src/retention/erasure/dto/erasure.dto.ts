import { IsString, Length } from 'class-validator';

/** Body of `POST /security/erasure`. */
export class ErasureDto {
  @IsString()
  @Length(1, 64)
  network_id!: string;
}
