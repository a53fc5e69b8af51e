import { IsString, Length } from 'class-validator';
import { AddMemoryDto } from './add-memory.dto';
import { SearchMemoriesQuery } from './memory.query';

/** `mesh.memory.add`: the REST body and the network. */
export class AddMemoryMessage extends AddMemoryDto {
  @IsString()
  @Length(1, 128)
  network_id!: string;
}

/** `mesh.memory.search`: the REST query and the network. */
export class SearchMemoriesMessage extends SearchMemoriesQuery {
  @IsString()
  @Length(1, 128)
  network_id!: string;
}
