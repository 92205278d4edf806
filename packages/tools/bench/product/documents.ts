import type { Binding, Card, Flow, Pill, Receiving } from '@hookwright/model'

/**
 * Returns a maker's event flow that extracts parts of the body.
 *
 * @param picks paths in the body, by the id of the output
 * @param receiving receiving rules of its Event URLs; without them, requests need no signature
 * @param helpers helper flows for turning on and off, if any
 */
export function eventFlow(
  picks: Record<string, string[]>,
  receiving?: Receiving,
  helpers?: { registrationFlowId: string; deregistrationFlowId: string }
): Flow {
  const fields = Object.keys(picks).map(id => ({
    id,
    label: id,
    fieldType: 'text-field',
    dataType: text,
    required: false
  }))
  return flowOf([
    {
      id: 'event',
      type: 'webhook-event',
      config: {
        options: [],
        registrationFlowId: null,
        deregistrationFlowId: null,
        ...helpers,
        ...(receiving === undefined ? {} : { receiving })
      },
      inputs: {}
    },
    {
      id: 'outputs',
      type: 'return-outputs',
      config: { groups: [{ id: 'event', name: 'Event', fields }], runMode: false },
      inputs: Object.fromEntries(Object.entries(picks).map(([id, path]) => [id, pill('event', 'body', path)]))
    }
  ])
}

/** Returns a maker's flow that subscribes at a service and stores the subscription's id. */
export function registrationFlow(url: string): Flow {
  return flowOf([
    { id: 'start', type: 'webhook-registration', config: { inputs: [] }, inputs: {} },
    {
      id: 'create',
      type: 'raw-request',
      config: { method: 'POST' },
      inputs: { url: literal(url), body: pill('start', 'eventUrl') }
    },
    {
      id: 'return',
      type: 'registration-return',
      config: {},
      inputs: { registrationData: pill('create', 'json') }
    }
  ])
}

/** Returns a maker's flow that deletes the subscription at the service. */
export function deregistrationFlow(url: string): Flow {
  return flowOf([
    { id: 'start', type: 'webhook-deregistration', config: { inputs: [] }, inputs: {} },
    {
      id: 'remove',
      type: 'raw-request',
      config: { method: 'DELETE' },
      inputs: { url: { kind: 'text', parts: [`${url}/`, pill('start', 'registrationData', ['id'])] } }
    }
  ])
}

/**
 * Returns a user's flow: a deployed event, and cards after it.
 *
 * @param cards cards that read the outputs of the card `event`
 */
export function userFlow(
  event: { connectorId: string; eventFlowId: string; versionId: string; connectionId: string | null },
  cards: Card[]
): Flow {
  const config = { ...event, runMode: 'each' }
  return flowOf([{ id: 'event', type: 'connector-event', config, inputs: {} }, ...cards])
}

/** Returns a condition card that checks if an output of the event contains a text. */
export function condition(output: string, wanted: string): Card {
  return {
    id: 'condition',
    type: 'if-else',
    config: { operator: 'in', joins: [{ id: 'answer', label: 'Answer', dataType: text }] },
    inputs: { left: literal(wanted), right: pill('event', output) },
    blocks: [
      { id: 'then', strip: [], joins: { answer: literal('yes') } },
      { id: 'else', strip: [], joins: { answer: literal('no') } }
    ]
  }
}

/** Returns a card with a side effect: a POST request with an output of the event in its body. */
export function effect(url: string, output: string): Card {
  return {
    id: 'effect',
    type: 'raw-request',
    config: { method: 'POST', authenticate: false, failOnError: true, expectJson: true, timeoutSeconds: 30 },
    inputs: {
      url: literal(url),
      body: { kind: 'text', parts: ['{"id":"', pill('event', output), '"}'] }
    }
  }
}

/**
 * Returns a chain of cards that each output the previous card's text twice. The first card uses an output of
 * the event.
 */
export function doublings(output: string, count: number): Card[] {
  return Array.from({ length: count }, (_, index) => {
    const before = index === 0 ? pill('event', output) : pill(`double${index - 1}`, 'output')
    return {
      id: `double${index}`,
      type: 'compose',
      config: {},
      inputs: { text: { kind: 'text', parts: [before, before] } }
    }
  })
}

const text = { kind: 'text', list: false }

function literal(value: string): Binding {
  return { kind: 'literal', value }
}

function pill(card: string, field: string, path: string[] = []): Pill {
  return { kind: 'pill', card, field, path }
}

function flowOf(cards: Card[]): Flow {
  return {
    schemaVersion: 1,
    strip: cards.map(({ id }) => id),
    cards: Object.fromEntries(cards.map(card => [card.id, card]))
  }
}
