import { type Json, shownFlowName } from '@hookwright/model'
import { z } from 'zod'
import { type CliContext, defineCommand, type Report } from '../kernel/command.ts'
import { commandFault } from '../kernel/faults.ts'
import { chooseTarget, type Target } from '../server/choose-target.ts'
import { findConnector } from '../server/find-connector.ts'
import { findFlow } from '../server/find-flow.ts'
import { createDeliveryFeed, type FedDelivery } from '../server/follow-deliveries.ts'
import { atServer, isUnanswered, type ServerApi } from '../server/server-api.ts'
import { targetOption } from './options.ts'

/** Polling interval for new events, in milliseconds. */
const LOOK = 1_000

/** Remaining lifetime below which a test URL is extended, in milliseconds. */
const EXTEND_AT = 60_000

/** Maximum time for removing a test URL after Ctrl+C, in milliseconds. */
const LONGEST_END = 5_000

/** Empty result of `listen`, which prints each event as soon as it arrives. */
const printed: Report = { text: '', data: null }

/** Replaces control characters by their codes, since a malicious request could control the terminal. */
const withoutControls = (text: string): string =>
  text.replace(/[^\n\t\P{Cc}]/gu, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** Writes an event of the stream: a line of JSON, or a text. */
const emit = (context: CliContext, data: { [key: string]: Json }, text: string): void =>
  context.write(`${context.json ? JSON.stringify(data) : withoutControls(text)}\n`)

const isoTime = (at: number): string => new Date(at).toISOString()

/** Formats a body for people, indented by two spaces. */
const sayBody = (body: Json): string => {
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2)
  return text
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')
}

/** Calls `look` at intervals until it returns true or the command is stopped. */
const lookUntilStopped = async (
  { stopping, wait }: CliContext,
  look: () => Promise<boolean>
): Promise<void> => {
  while (!stopping.aborted && !(await look())) await wait(LOOK)
}

const emitDelivery = (context: CliContext, { row, arrival }: FedDelivery): void => {
  const { id, receivedAt, method, contentType, size, status } = row
  const about = [method, contentType, `${size} bytes`, status.is, id].filter(part => part !== '')
  const why = 'why' in status ? `\n  ${status.why}` : ''
  const body = arrival === null || !arrival.bodyKept ? '' : `\n${sayBody(arrival.body)}`
  emit(
    context,
    {
      is: 'delivery',
      ...{ id, at: isoTime(receivedAt), method, contentType, size, status: { ...status } },
      ...(arrival !== null && {
        query: arrival.query,
        headers: arrival.headers.map(header => ({ ...header })),
        body: arrival.bodyKept ? arrival.body : null
      })
    },
    `${isoTime(receivedAt)}  ${about.join(', ')}${why}${body}`
  )
}

/** Returns the message “The server at … does not answer. …”. */
const formatUnreachable = (url: string): string =>
  `The server at ${url} does not answer. What arrived meanwhile is printed as soon as it answers again; stop with Ctrl+C.`

/** Prints the deliveries of a user's flow as they arrive. Keeps polling if the server does not answer. */
const followFlow = async (api: ServerApi, wanted: string, at: Target, context: CliContext): Promise<void> => {
  const flow = await findFlow(api, wanted)
  if (flow === undefined) throw commandFault('flow-unknown', { wanted, url: at.url })
  const name = shownFlowName(flow.name)
  const [newest] = await api.subscriptions.list.query({ flowId: flow.id })
  const isOn = newest?.status.is === 'on'
  const feed = createDeliveryFeed(api, flow.id)
  await feed.skip()
  const off = isOn ? '' : ' The flow is off, so no event arrives until you turn it on.'
  emit(
    context,
    { is: 'listening', url: at.url, flow: { id: flow.id, name, isOn } },
    `Waiting for events of the flow “${name}” at ${at.url}.${off} Stop with Ctrl+C.`
  )
  let isAway = false
  await lookUntilStopped(context, async () => {
    try {
      for (const delivery of await feed.next()) emitDelivery(context, delivery)
      isAway = false
    } catch (thrown) {
      if (context.stopping.aborted || !isUnanswered(thrown)) throw thrown
      if (!isAway) context.warn(formatUnreachable(at.url))
      isAway = true
    }
    return false
  })
}

type Progress = Awaited<ReturnType<ServerApi['listening']['progress']['query']>>

const emitRequest = (
  context: CliContext,
  { sample, at, signature }: NonNullable<Progress['heard']>
): void => {
  const { deliveryId, at: time, method, contentType, headers, query, body } = sample
  const where = at === 'event-url' ? ' at the Event URL of a flow that is on' : ''
  const wrong = 'why' in signature ? `\n  The signature is ${signature.is}. ${signature.why}` : ''
  emit(
    context,
    {
      is: 'request',
      ...{ deliveryId: at === 'event-url' ? deliveryId : null, at: isoTime(time), method, contentType },
      ...{ headers, query, body, signature: { ...signature } }
    },
    `${isoTime(time)}  ${[method, contentType].filter(part => part !== '').join(', ')}${where}${wrong}\n${sayBody(body)}`
  )
}

const emitTestUrl = (context: CliContext, event: string, { url, signingSecret, registration }: Progress) => {
  const failed = registration !== null && 'fault' in registration.state ? registration.state.fault : null
  const entered =
    registration === null || failed !== null
      ? 'Enter this URL at the service, or send a request to it.'
      : 'The URL is registered at the service while this command waits.'
  emit(
    context,
    { is: 'listening', url, event, signingSecret, isRegistered: registration !== null && failed === null },
    [
      `Waiting for one event “${event}” at the test URL ${url}. ${entered} Stop with Ctrl+C.`,
      ...(failed === null ? [] : [`The URL could not be registered at the service: ${failed.message}`]),
      ...(signingSecret === null ? [] : [`Signing secret: ${signingSecret}`])
    ].join('\n')
  )
}

/** Waits for one request at the test URL of a maker's event, and prints it. */
const awaitTestRequest = async (
  api: ServerApi,
  { wanted, event, at }: { wanted: string; event: string; at: Target },
  context: CliContext
): Promise<void> => {
  const connector = await findConnector(api, wanted, at.url)
  const flows = await api.makerFlows.summaries.query({ connectorId: connector.id })
  const events = flows.filter(({ kind }) => kind === 'webhook-event')
  const found = events.find(({ id, name }) => id === event || name?.toLowerCase() === event.toLowerCase())
  if (found === undefined) {
    const known = events.map(({ name }) => shownFlowName(name)).join(', ')
    throw commandFault('event-unknown', { wanted: event, name: connector.name, known: known || 'none' })
  }
  const { listeningId } = await api.listening.begin.mutate({ flowId: found.id })
  try {
    emitTestUrl(context, shownFlowName(found.name), await api.listening.progress.query({ listeningId }))
    await lookUntilStopped(context, async () => {
      const { heard, now, until } = await api.listening.progress.query({ listeningId })
      if (heard !== null) emitRequest(context, heard)
      else if (until - now < EXTEND_AT) await api.listening.extend.mutate({ listeningId })
      return heard !== null
    })
  } finally {
    // Calls of the stopped command are broken off, so this one has a signal of its own.
    const ending = { ...context, stopping: AbortSignal.timeout(LONGEST_END), warn: () => {} }
    await atServer(at, ending, last => last.listening.end.mutate({ listeningId })).catch(() => {})
  }
}

export const listen = defineCommand({
  usage: 'listen <name>',
  describe: 'Print events as they arrive',
  examples: [
    ['listen "Welcome new joiners"', 'Print the events of a flow as they arrive, until Ctrl+C'],
    ['listen "Welcome new joiners" --json', 'Print each event as one line of JSON'],
    [
      'listen acme_crm --event "User created"',
      'Open a test URL for an event of the draft, and print one request'
    ]
  ],
  positionals: {
    name: {
      type: 'string',
      demandOption: true,
      describe: 'Name or id of a flow; with --event, key or name of a connector'
    }
  },
  options: {
    event: { type: 'string', requiresArg: true, describe: 'Event of a connector; opens a test URL for it' },
    ...targetOption
  },
  isStream: true,
  args: z.object({ name: z.string(), event: z.string().optional(), target: z.string().optional() }),
  run: async ({ name, event, target }, context) => {
    const at = chooseTarget(context, target ?? null)
    try {
      await atServer(at, context, api =>
        event === undefined
          ? followFlow(api, name, at, context)
          : awaitTestRequest(api, { wanted: name, event, at }, context)
      )
    } catch (thrown) {
      // Ctrl+C breaks off the call in progress, which is no failure.
      if (!context.stopping.aborted) throw thrown
    }
    return printed
  }
})
