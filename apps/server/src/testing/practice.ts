import { z } from 'zod'
import { bundle } from './bundle.ts'
import { startBundle } from './child.ts'
import { overHttp } from './over-http.ts'
import { makeTempFolder } from './temp-folder.ts'

const Listening = z.object({ practice: z.object({ url: z.url(), apiKey: z.string(), chatUrl: z.url() }) })

const AcmeSubscription = z.object({
  id: z.string(),
  url: z.string(),
  eventType: z.string(),
  list: z.boolean(),
  department: z.string().nullable(),
  status: z.string()
})
/** A subscription as returned by the practice service. */
export type AcmeSubscription = z.infer<typeof AcmeSubscription>

/** Delivery sent by the practice service, with the exact text of its body. */
const AcmeDelivery = z.object({
  id: z.string(),
  url: z.string(),
  body: z.string(),
  status: z.number().optional()
})

const AcmeSent = z.object({ deliveryId: z.string(), status: z.number().optional() })
/** Response to a manually sent event. */
type AcmeSent = z.infer<typeof AcmeSent>

/** Item assigned by the practice service. */
const AcmeEquipment = z.object({ tag: z.string(), item: z.string(), name: z.string().nullable() })

/** Faults to inject into the practice service; unnamed ones are off. */
export interface AcmeFaults {
  create?: '403' | '500' | 'hang' | 'slow' | 'drop-after-create' | 'html' | 'empty'
  remove?: '403' | '404' | '500' | 'hang' | 'slow' | 'html' | 'drop-after-delete'
  slowMs?: number
}

/** Practice service in a separate process, with the operations that its owner has in Acme HR. */
export interface PracticeService {
  url: string
  /** Host and port that a connector must allow. */
  host: string
  apiKey: string
  /** Address of Acme Chat. */
  chatUrl: string
  subscriptions: () => Promise<AcmeSubscription[]>
  subscribe: (url: string) => Promise<AcmeSubscription>
  /** Returns the deliveries, newest first. */
  deliveries: () => Promise<z.infer<typeof AcmeDelivery>[]>
  /** Triggers events; resolves when every subscriber has received them. */
  sendEvent: (event: { eventType: string; count?: number; data?: Record<string, unknown> }) => Promise<void>
  switchFaults: (faults: AcmeFaults) => Promise<void>
  /** Returns the assigned items, newest first. */
  equipment: () => Promise<z.infer<typeof AcmeEquipment>[]>
  /** Sends one event to one subscription. */
  send: (subscriptionId: string, manner: 'genuine' | 'forged' | 'stale') => Promise<AcmeSent>
  /** Sends a delivery again with the same id. */
  resend: (deliveryId: string) => Promise<AcmeSent>
  /** Creates a new signing key for a subscription and returns it. */
  rotate: (subscriptionId: string) => Promise<string>
  /** Removes all subscriptions and faults before the next test. */
  clear: () => Promise<void>
  stop: () => Promise<void>
}

let bundled: Promise<string> | null = null

/** Starts the practice service on a free port with a temporary data folder. */
export const startPractice = async (): Promise<PracticeService> => {
  const { folder, remove } = makeTempFolder()
  bundled ??= bundle(new URL('../../../practice/src/main.ts', import.meta.url))
  const child = startBundle(await bundled, { env: { PORT: '0', HOOKWRIGHT_DATA: folder } })
  const { url, apiKey, chatUrl } = Listening.parse(await child.firstLine).practice

  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answered = await overHttp(`${url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    if (answered.status >= 400) throw new Error(`${method} ${path}: ${answered.status} ${answered.text}`)
    return answered.text === '' ? null : JSON.parse(answered.text)
  }
  const subscriptions = async () => z.array(AcmeSubscription).parse(await ask('GET', '/subscriptions'))
  const switchFaults = async (faults: AcmeFaults) => {
    await ask('PUT', '/faults', faults)
  }

  return {
    url,
    host: new URL(url).host,
    apiKey,
    chatUrl,
    subscriptions,
    subscribe: async url =>
      AcmeSubscription.parse(await ask('POST', '/subscriptions', { url, eventType: 'user.created' })),
    deliveries: async () => z.array(AcmeDelivery).parse(await ask('GET', '/deliveries')),
    sendEvent: async event => {
      await ask('POST', '/events', event)
    },
    send: async (id, manner) => AcmeSent.parse(await ask('POST', `/subscriptions/${id}/send`, { manner })),
    resend: async id => AcmeSent.parse(await ask('POST', `/deliveries/${id}/resend`)),
    rotate: async id =>
      z.object({ secret: z.string() }).parse(await ask('POST', `/subscriptions/${id}/rotate`)).secret,
    switchFaults,
    equipment: async () => z.array(AcmeEquipment).parse(await ask('GET', '/equipment')),
    clear: async () => {
      await switchFaults({})
      for (const { id } of await subscriptions()) await ask('DELETE', `/subscriptions/${id}`)
    },
    stop: async () => {
      child.send('SIGTERM')
      await child.ended
      remove()
    }
  }
}
