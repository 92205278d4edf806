import { GroupMark } from '@hookwright/cards/views'
import type { CardDocs, CardSpec } from '@hookwright/engine'
import type { Binding } from '@hookwright/model'
import type { Canvas } from './canvas.ts'
import { addEvent, beginWithTemplate } from './commands/insert-card.ts'
import type { EventChoice } from './screen-parts.ts'

const firstSentence = (text: string): string => /^.*?[.](?= |$)/s.exec(text)?.[0] ?? text

/** Heading of the group of less common events. */
const OTHERS = 'Other events and actions'
const HELPERS = 'Helper flows'

/** Returns the option to start with an example action, which inserts a template. */
const exampleAction = (canvas: Canvas, baseUrl: Binding): EventChoice => ({
  key: 'example-action',
  mark: <GroupMark type="action" group="Events" size={32} />,
  name: 'Example action',
  hint: 'A complete action with an input, a request and outputs. Adapt it to your service.',
  group: OTHERS,
  add: () => {
    void import('@hookwright/cards/templates').then(
      ({ actionTemplate }) =>
        beginWithTemplate(canvas, 'example action', actionTemplate({ baseUrl, newId: canvas.newId })),
      () => canvas.toast({ say: 'The example could not be loaded. Try again.', tone: 'err' })
    )
  }
})

/**
 * Returns the group of a start card in the chooser.
 *
 * Most makers' flows start with a webhook event. Flows that only other flows can call come last.
 */
const groupOf = ({ starts }: CardSpec): Pick<EventChoice, 'isMain' | 'group'> => {
  switch (starts?.kind) {
    case 'webhook-event':
      return { isMain: true }
    case 'polling-monitor':
    case 'action':
      return { group: OTHERS }
    default:
      return { group: HELPERS }
  }
}

/** Returns the events that can start a maker's flow, with their documentation once it is loaded. */
export const makerEvents = (
  canvas: Canvas,
  params: {
    words: ReadonlyMap<string, CardDocs> | null
    /** Base URL of the connector's requests. */
    baseUrl: Binding
    /** True for a flow without cards. Such a flow may start with the example action. */
    isEmpty: boolean
  }
): EventChoice[] => {
  const { words, baseUrl, isEmpty } = params
  const choiceOf = (spec: CardSpec): EventChoice => ({
    key: spec.type,
    mark: (
      <GroupMark type={spec.type} group={spec.group} size={spec.starts?.kind === 'webhook-event' ? 40 : 32} />
    ),
    ...groupOf(spec),
    name: spec.starts?.event ?? spec.title,
    hint: firstSentence(words?.get(spec.type)?.help ?? ''),
    add: () => addEvent(canvas, spec)
  })
  return [...canvas.specs.values()]
    .filter(spec => spec.starts !== null && spec.starts.kind !== 'user-event')
    .flatMap(spec =>
      isEmpty && spec.starts?.kind === 'action'
        ? [choiceOf(spec), exampleAction(canvas, baseUrl)]
        : [choiceOf(spec)]
    )
}
