import { Injectable, type OnModuleInit } from '@nestjs/common';
import { RemoteHost, wireNumbersOf } from '../../remote';
import { MemorySearch } from '../search/memory-search';
import { SEARCH_CALLS, type WireList, type WireSearch } from './search-calls';

/** Searches the memories for processes that hold no index of them. */
@Injectable()
export class SearchHost implements OnModuleInit {
  constructor(
    private readonly host: RemoteHost,
    private readonly finder: MemorySearch,
  ) {}

  onModuleInit(): void {
    this.host.offer(SEARCH_CALLS.search, ({ place, query, filter, limit }: WireSearch) => this.finder.search(place, query, filter, limit));
    this.host.offer(SEARCH_CALLS.newest, ({ place, filter, limit, after }: WireList) => this.finder.newest(place, filter, limit, after));
    this.host.offer(SEARCH_CALLS.matching, async ({ place, filter }: Pick<WireList, 'place' | 'filter'>) =>
      wireNumbersOf(await this.finder.matching(place, filter)),
    );
  }
}
