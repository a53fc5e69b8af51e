import type { GenerateEvent } from './generate';
import { streamedAnswerView } from './generate-answer.view';

/** A piece of an answer that is being written, as clients see it. */
export interface GeneratePiece {
  event: 'delta' | 'tool_call' | 'done';
  data: object;
}

/** What clients are told of an answer while it is written. That a model has begun they see from the first piece; who answered stands in the last. */
export async function* piecesOf(events: AsyncIterable<GenerateEvent>): AsyncGenerator<GeneratePiece> {
  for await (const event of events) {
    if (event.type !== 'start' && event.type !== 'answering') yield pieceOf(event);
  }
}

function pieceOf(event: Exclude<GenerateEvent, { type: 'start' | 'answering' }>): GeneratePiece {
  switch (event.type) {
    case 'delta':
      return { event: 'delta', data: { text: event.text } };
    case 'tool_call': {
      const { type, ...piece } = event;
      return { event: type, data: piece };
    }
    case 'done':
      return { event: 'done', data: streamedAnswerView(event.answer) };
  }
}
