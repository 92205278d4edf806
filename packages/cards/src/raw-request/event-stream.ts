import { parseJson } from '@hookwright/model'

/** Event in a stream of server-sent events. */
export interface StreamEvent {
  /** Type of the event; `message` if the stream gives no type. */
  event: string
  id: string
  data: string
}

const streamType = /^text\/event-stream\s*(?:;|$)/i

/** Returns true for the content type of server-sent events. */
export const isEventStream = (contentType: string): boolean => streamType.test(contentType)

/**
 * Splits a line into name and value. A line without a colon is only a name; a line that begins with a colon
 * is a comment.
 */
const fieldOf = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(':')
  if (colon < 0) return [line, '']
  const value = line.slice(colon + 1)
  return [line.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value]
}

/**
 * Parses server-sent events according to the HTML standard (section 9.2.6). Omits events without data, and an
 * incomplete event at the end of the stream. Never throws.
 */
export const readEventStream = (text: string): StreamEvent[] => {
  const events: StreamEvent[] = []
  let id = ''
  let event = ''
  let data: string[] = []
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)
  // What follows the last line break is not a whole line.
  for (const line of lines.slice(0, -1)) {
    if (line === '') {
      const joined = data.join('\n')
      if (joined !== '') events.push({ event: event === '' ? 'message' : event, id, data: joined })
      event = ''
      data = []
      continue
    }
    const [name, value] = fieldOf(line)
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id' && !value.includes('\0')) id = value
  }
  return events
}

/** Returns the data of an event as parsed JSON, or as text if it is not JSON. */
export const dataOfEvent = ({ data }: StreamEvent): unknown => {
  const parsed = parseJson(data)
  return parsed.ok ? parsed.value : data
}
