import { IsString, Length } from 'class-validator';

/** A message about one network. */
export class NetworkMessage {
  @IsString()
  @Length(1, 128)
  network_id!: string;
}
