import { IsId } from '../../security';
import { AddMemoryDto } from './add-memory.dto';
import { SearchMemoriesQuery } from './memory.query';

/** `mesh.memory.add`: the REST body and the network. */
export class AddMemoryMessage extends AddMemoryDto {
  @IsId()
  network_id!: string;
}

/** `mesh.memory.search`: the REST query and the network. */
export class SearchMemoriesMessage extends SearchMemoriesQuery {
  @IsId()
  network_id!: string;
}
