import {
  type CardProblem,
  type Catalog,
  deployedKeyOf,
  type EventSignature,
  type InputPort,
  type OutputPort,
  type Ports,
  ports
} from '@hookwright/engine'
import type { Card, Field, FieldId, JsonObject } from '@hookwright/model'
import { fieldOfSetting } from './field-of-setting.ts'
import { runIdPort } from './user-start.ts'

/** Field id of the connection setting, used in links to it. No option can have this id. */
export const CONNECTION_FIELD = fieldOfSetting('connectionId')

/** Name of the group of options. */
export const OPTIONS = 'Options'

/**
 * Returns an option of a deployed event or action as an input of the user's card. `fixed` is the reason why
 * it cannot be mapped.
 */
export const optionInput = (option: Field, fixed?: string): InputPort => ({
  id: option.id,
  label: option.label,
  type: option.dataType,
  required: option.required,
  group: OPTIONS,
  option,
  ...(fixed !== undefined && { fixed })
})

/** Returns an option of an event as an input of the user's card. Its value cannot be mapped. */
const eventOption = (option: Field): InputPort =>
  optionInput(
    option,
    'Options of an event apply before the flow runs, so values cannot be mapped to them. Choose a fixed value.'
  )

/** Returns the problem of a card that needs a connection and has none. */
export const checkConnection = (
  { connectorName, needsConnection }: { connectorName: string; needsConnection: boolean },
  connectionId: FieldId | null
): CardProblem[] =>
  !needsConnection || connectionId !== null
    ? []
    : [
        {
          code: 'connection',
          field: CONNECTION_FIELD,
          message: `The connector ${connectorName} needs a connection. Choose one.`
        }
      ]

/** Returns the event that an event card uses; `undefined` if it is unknown. */
export const eventOf = (
  config: { versionId: string; eventFlowId: string } | JsonObject,
  catalog: Catalog
): EventSignature | undefined =>
  catalog.events.get(deployedKeyOf(String(config.versionId), String(config.eventFlowId)))

/** Returns the ports of a card that starts with a deployed event: the options, the outputs and the run id. */
export const eventPorts = (
  event: EventSignature | undefined,
  outputsOf: (event: EventSignature) => OutputPort[]
): Ports =>
  ports(
    event === undefined
      ? {}
      : {
          inputs: event.options.map(eventOption),
          outputs: [...outputsOf(event), { ...runIdPort, group: 'Run' }]
        }
  )

/**
 * Returns true if an event's card shows its connection: the event needs one, or one was chosen for an earlier
 * version.
 */
export const showsConnection = (event: EventSignature | undefined, { card }: { card: Card }): boolean =>
  event !== undefined && (event.needsConnection || card.config.connectionId != null)

/** Problem of a card with an unknown event. */
export const eventMissing: CardProblem = {
  code: 'event',
  message: 'The event of this card is no longer available. Choose another event from the card menu.'
}
