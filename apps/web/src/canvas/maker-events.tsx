import { GroupMark } from '@hookwright/cards/faces'
import type { Canvas } from './canvas.ts'
import { addEvent } from './commands/insert-card.ts'
import type { EventChoice } from './screen-parts.ts'

const firstSentence = (text: string): string => /^.*?[.](?= |$)/s.exec(text)?.[0] ?? text

/** The events that a maker's flow can start with. */
export const makerEvents = (canvas: Canvas): EventChoice[] =>
  [...canvas.specs.values()]
    .filter(spec => spec.starts !== null && spec.starts.kind !== 'user-event')
    .map(spec => ({
      key: spec.type,
      mark: <GroupMark group={spec.group} size={32} />,
      name: spec.starts?.event ?? spec.title,
      hint: firstSentence(spec.help),
      add: () => addEvent(canvas, spec)
    }))
