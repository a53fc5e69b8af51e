/** A body that may be left out and holds nothing. */
export class NoFieldsDto {}
