import type { Json } from '@hookwright/model'
import { type DestinationStream, type Logger, pino, stdSerializers, stdTimeFunctions } from 'pino'
import type { LogLevel } from './env.ts'

/** Maximum number of characters of a text in a log line. */
const MOST = 8_192

/** Maximum depth to which values are shortened for the log. */
const DEPTH = 5

/**
 * Opens a log of JSON lines on standard output or in `destination`. Callers never pass secrets to it. As a
 * second defense, `scrub` receives whole lines, and Event URL tokens are masked to their last four
 * characters.
 */
export const openLog = (params: {
  level: LogLevel
  scrub?: (line: string) => string
  destination?: DestinationStream
}): Logger => {
  const { level, scrub = line => line, destination = pino.destination(1) } = params
  return pino(
    {
      level,
      // Neither process nor machine, which pino would name: one process writes these lines.
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      serializers: {
        err: thrown => shortened(stdSerializers.err(thrown), DEPTH),
        about: about => shortened(about, DEPTH)
      },
      hooks: { streamWrite: line => maskTokens(scrub(line)) }
    },
    destination
  )
}

/**
 * Returns the log function of the backend. The ids of the delivery and the run become fields of the line, so
 * that all lines about them can be found; other values are in `about`.
 */
export const warnOf =
  (log: Pick<Logger, 'warn'>) =>
  (message: string, { delivery, run, ...about }: Record<string, Json>): void => {
    const ids = Object.entries({ delivery, run }).filter(([, id]) => id !== undefined && id !== '')
    log.warn({ ...Object.fromEntries(ids), about }, message)
  }

/** Returns the readable form of a token: its last four characters. */
const endOfToken = (token: string): string => `…${token.slice(-4)}`

/** Masks all tokens in a text by their syntax. */
const maskTokens = (line: string): string =>
  line.replace(/(?<![A-Za-z0-9_-])h[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/g, endOfToken)

const shortened = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return value.length > MOST ? `${value.slice(0, MOST)}…` : value
  if (typeof value !== 'object' || value === null || depth === 0) return value
  if (Array.isArray(value)) return value.map(item => shortened(item, depth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item, depth - 1)]))
}
