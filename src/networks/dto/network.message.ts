import { IsId } from '../../security';

/** A message about one network. */
export class NetworkMessage {
  @IsId()
  network_id!: string;
}
