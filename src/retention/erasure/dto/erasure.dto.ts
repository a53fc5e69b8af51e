import { IsOptional, IsString, Length } from 'class-validator';
import { invalidField } from '../../../errors';
import type { ErasureSubject } from '../receipt';

/** As long as a `user_id` may be anywhere. */
const MAX_LENGTH = 200;

/** Body of `POST /security/erasure`: one of both. */
export class ErasureDto {
  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  network_id?: string;

  @IsOptional()
  @IsString()
  @Length(1, MAX_LENGTH)
  user_id?: string;
}

/** `?user_id=` of `GET /security/export`. */
export class ExportPersonQuery {
  @IsString()
  @Length(1, MAX_LENGTH)
  user_id!: string;
}

/** @throws MeshError 422 naming `user_id` unless exactly one subject is given. */
export function subjectOf({ network_id: networkId, user_id: userId }: ErasureDto): ErasureSubject {
  if (networkId !== undefined && userId === undefined) return { kind: 'network', id: networkId };
  if (userId !== undefined && networkId === undefined) return { kind: 'user', id: userId };
  throw invalidField('user_id', 'give either user_id or network_id');
}
