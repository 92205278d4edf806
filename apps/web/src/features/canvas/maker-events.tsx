import { GroupMark } from '@hookwright/cards/views'
import type { CardDocs } from '@hookwright/engine'
import type { Canvas } from './canvas.ts'
import { addEvent } from './commands/insert-card.ts'
import type { EventChoice } from './screen-parts.ts'

const firstSentence = (text: string): string => /^.*?[.](?= |$)/s.exec(text)?.[0] ?? text

/** Returns the events with which a maker's flow can start, with their documentation once loaded. */
export const makerEvents = (canvas: Canvas, words: ReadonlyMap<string, CardDocs> | null): EventChoice[] =>
  [...canvas.specs.values()]
    .filter(spec => spec.starts !== null && spec.starts.kind !== 'user-event')
    .map(spec => ({
      key: spec.type,
      mark: <GroupMark group={spec.group} size={32} />,
      name: spec.starts?.event ?? spec.title,
      hint: firstSentence(words?.get(spec.type)?.help ?? ''),
      add: () => addEvent(canvas, spec)
    }))
