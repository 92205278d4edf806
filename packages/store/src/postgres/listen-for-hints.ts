import pg from 'pg'

/** Pause before reconnecting a lost connection, in milliseconds. */
const RECONNECT = 1_000

/**
 * Listens for notifications of a channel, on a separate connection that reconnects automatically. `hinted` is
 * called with the payload of each notification, and without an argument if some may have been missed.
 * Notifications do not work behind a transaction pooler. Returns a function that stops listening.
 */
export const listenForHints = (
  url: string,
  channel: string,
  hinted: (said?: string) => void
): (() => Promise<void>) => {
  let current: pg.Client | null = null
  let isEnded = false
  let timer: NodeJS.Timeout | undefined

  const hear = (): void => {
    const client = new pg.Client({ connectionString: url, application_name: 'hookwright hints' })
    const lose = (): void => {
      if (current !== client) return
      current = null
      client.end().catch(() => {})
      if (!isEnded) timer = setTimeout(hear, RECONNECT).unref()
    }
    current = client
    client.on('error', lose)
    client.on('end', lose)
    client.on('notification', ({ payload }) => hinted(payload))
    client
      .connect()
      .then(() => client.query(`listen ${channel}`))
      // What was told before is not heard.
      .then(() => hinted(), lose)
  }

  hear()
  return async () => {
    isEnded = true
    clearTimeout(timer)
    await current?.end().catch(() => {})
  }
}
