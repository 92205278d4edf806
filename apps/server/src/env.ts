import { resolve } from 'node:path'
import { Fault, Secret } from '@hookwright/model'
import { z } from 'zod'
import { isAddressOrRange } from './clients/client-address.ts'

const LogLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
export type LogLevel = z.infer<typeof LogLevel>

/** Origins of the practice services, and the API key of Acme HR for the sample connection. */
export interface PracticeServices {
  url: string
  apiKey: Secret
  chatUrl: string
}

/** Protocol for sending traces, from the standard variables of OpenTelemetry. */
const TraceProtocol = z.enum(['http/protobuf', 'http/json'])
export type TraceProtocol = z.infer<typeof TraceProtocol>

/**
 * Role of a server process: `web` serves pages and the API, `receive` serves Event URLs and API endpoints,
 * and `run` executes runs and scheduled work.
 */
const Role = z.enum(['web', 'receive', 'run'])
export type ProcessRole = z.infer<typeof Role>

/** Validated settings of an installation, with defaults. */
export interface Environment {
  /** TCP port of the server; 0 for any free port. */
  port: number
  host: string
  /** Origin without a trailing slash; null when it depends on the assigned port. */
  publicUrl: string | null
  /** Absolute path of the data folder. */
  dataFolder: string
  /** URL of a PostgreSQL database; null if the data is stored in files in the data folder. */
  databaseUrl: Secret | null
  /** Roles of this process; all roles unless several processes share a PostgreSQL database. */
  roles: ReadonlySet<ProcessRole>
  /** Timeout for the registration or deregistration of a subscription, in seconds. */
  registrationSeconds: number
  secretKey: Secret | null
  /** Absolute path of the file with the sealing key; null for the file in the data folder. */
  secretKeyFile: string | null
  /** Origins that may be called despite a private address. They must match exactly. */
  outboundAllow: Set<string>
  /** Practice services; null unless the launcher started them. */
  practice: PracticeServices | null
  /** Upper limit for the maximum body size that a card can set for a delivery, in bytes. */
  maxBody: number
  /** Default retention period of the history, in days, until an admin changes it. */
  retentionDays: number
  logLevel: LogLevel
  /**
   * Maximum rate that a card can set for its Event URL, in deliveries per second. With 0 there is no limit,
   * even if a card sets one.
   */
  ratePerSecond: number
  /** Upper limit for the burst that a card can set for its Event URL, in deliveries; 0 for no limit. */
  burst: number
  /** Maximum rate of requests per second from one network to all Event URLs together; 0 for no limit. */
  networkPerSecond: number
  /** Maximum burst of requests from one network. */
  networkBurst: number
  /** Maximum number of runs at once in a server on PostgreSQL; one flow gets a quarter. */
  runsAtOnce: number
  /**
   * Time for which a stopping server still accepts requests while it reports that it is not ready, in
   * seconds.
   */
  drainSeconds: number
  /** True to answer single-segment requests on the fast path; false to let node:http read every request. */
  fastPath: boolean
  /** Addresses or ranges of trusted proxies. */
  proxies: string[]
  /** Bearer token for reading the metrics; null if metrics are off. */
  metricsToken: Secret | null
  /** Protocol of traces; null if traces are off. */
  traces: TraceProtocol | null
  /** Warnings about ignored variables of OpenTelemetry, which may be meant for other programs. */
  warnings: string[]
}

const isOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, origin } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && origin === text
}

const isPostgresUrl = (text: string): boolean =>
  URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol) && new URL(text).pathname.length > 1

const originIn = z.string().refine(isOrigin)
const originText = 'an origin in its shortest form, such as https://hooks.example.com'

const wholeNumber = (unset: number, least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most))
    .default(unset)
    .describe(`a whole number from ${least} to ${most}`)

/** Schema of the variables. Each description states the allowed values and is part of the error message. */
const Variables = z.object({
  PORT: wholeNumber(3000, 0, 65_535),
  HOOKWRIGHT_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,255}$/)
    .default('127.0.0.1')
    .describe('a host name or an IP address'),
  HOOKWRIGHT_PUBLIC_URL: z
    .string()
    .transform(text => text.replace(/\/$/, ''))
    .pipe(originIn)
    .optional()
    .describe(`${originText}, without a path`),
  HOOKWRIGHT_DATA: z.string().default('.hookwright').describe('a folder'),
  HOOKWRIGHT_DATABASE_URL: z
    .string()
    .refine(isPostgresUrl)
    .transform(text => new Secret(text))
    .optional()
    .describe('the URL of a PostgreSQL database, such as postgres://hookwright@db.internal/hookwright'),
  HOOKWRIGHT_ROLES: z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .pipe(z.array(Role).nonempty())
    .default([...Role.options])
    .describe(`one or more of ${Role.options.join(', ')}, with commas between them`),
  HOOKWRIGHT_REGISTRATION_SECONDS: wholeNumber(60, 1, 60),
  HOOKWRIGHT_SECRET_KEY: z
    .string()
    .min(32)
    .transform(text => new Secret(text))
    .optional()
    .describe('a text of at least 32 characters'),
  HOOKWRIGHT_SECRET_KEY_FILE: z.string().optional().describe('a file'),
  HOOKWRIGHT_OUTBOUND_ALLOW: z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .pipe(z.array(originIn))
    .default([])
    .describe(
      'a list of origins with commas between them, such as http://127.0.0.1:3001,https://crm.internal'
    ),
  HOOKWRIGHT_PRACTICE_URL: originIn.optional().describe(originText),
  HOOKWRIGHT_PRACTICE_CHAT_URL: originIn.optional().describe(originText),
  HOOKWRIGHT_PRACTICE_KEY: z
    .string()
    .max(500)
    .transform(text => new Secret(text))
    .optional()
    .describe('the API key that the practice service prints'),
  HOOKWRIGHT_MAX_BODY: wholeNumber(10 * 1_048_576, 1, 10 * 1_048_576),
  HOOKWRIGHT_RETENTION_DAYS: wholeNumber(30, 1, 3_650),
  HOOKWRIGHT_LOG_LEVEL: LogLevel.default('info').describe(`one of ${LogLevel.options.join(', ')}`),
  HOOKWRIGHT_RATE_PER_SECOND: wholeNumber(10_000, 0, 1_000_000),
  HOOKWRIGHT_BURST: wholeNumber(100_000, 0, 1_000_000),
  HOOKWRIGHT_NETWORK_PER_SECOND: wholeNumber(1_000, 0, 1_000_000),
  HOOKWRIGHT_NETWORK_BURST: wholeNumber(60_000, 1, 1_000_000),
  HOOKWRIGHT_RUNS_AT_ONCE: wholeNumber(256, 4, 4_096),
  HOOKWRIGHT_DRAIN_SECONDS: wholeNumber(0, 0, 300),
  HOOKWRIGHT_FAST_PATH: z.enum(['on', 'off']).default('on').describe('on or off'),
  HOOKWRIGHT_METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/)
    .transform(text => new Secret(text))
    .optional()
    .describe('a text of at least 16 characters without spaces'),
  HOOKWRIGHT_PROXIES: z
    .string()
    .transform(text => text.split(',').map(part => part.trim()))
    .pipe(z.array(z.string().refine(isAddressOrRange)))
    .default([])
    .describe('a list of IP addresses or ranges with commas between them, such as 127.0.0.1,10.0.0.0/8')
})
type VariableName = keyof typeof Variables.shape

/** Names of the variables with values that are never shown. */
const secrets: ReadonlySet<VariableName> = new Set([
  'HOOKWRIGHT_SECRET_KEY',
  'HOOKWRIGHT_PRACTICE_KEY',
  'HOOKWRIGHT_DATABASE_URL',
  'HOOKWRIGHT_METRICS_TOKEN'
])

const mistakeAbout = (name: VariableName, text: string): string => {
  const shown = text.replace(/\/\/[^/]*@/, '//…@')
  const found = secrets.has(name) ? 'has an invalid value' : `is “${shown}”`
  return `${name} ${found}, but it has to be ${Variables.shape[name].description}.`
}

const practiceIn = ({
  HOOKWRIGHT_PRACTICE_URL: url,
  HOOKWRIGHT_PRACTICE_KEY: apiKey,
  HOOKWRIGHT_PRACTICE_CHAT_URL: chatUrl
}: z.infer<typeof Variables>): PracticeServices | null =>
  url === undefined || apiKey === undefined || chatUrl === undefined ? null : { url, apiKey, chatUrl }

/** OpenTelemetry variables that turn traces on. */
const wantTraces = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_TRACES_EXPORTER'
]

/**
 * Reads the protocol of traces; null for off. An unknown value turns traces off with a warning, as the
 * specification requires, since a platform may set these variables for all of its programs.
 */
const tracesIn = (env: NodeJS.ProcessEnv): Pick<Environment, 'traces' | 'warnings'> => {
  const read = (name: string): string => env[name]?.trim() ?? ''
  const exporter = read('OTEL_TRACES_EXPORTER')
  const isOff = read('OTEL_SDK_DISABLED').toLowerCase() === 'true' || exporter === 'none'
  if (isOff || wantTraces.every(name => read(name) === '')) return { traces: null, warnings: [] }
  const ignored = (name: string, allowed: string): Pick<Environment, 'traces' | 'warnings'> => ({
    traces: null,
    warnings: [`No traces are sent, because ${name} is “${read(name)}” and not ${allowed}.`]
  })
  if (exporter !== '' && exporter !== 'otlp') return ignored('OTEL_TRACES_EXPORTER', 'otlp or none')
  const name =
    read('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') === ''
      ? 'OTEL_EXPORTER_OTLP_PROTOCOL'
      : 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'
  const protocol = TraceProtocol.safeParse(read(name) || 'http/protobuf')
  return protocol.success
    ? { traces: protocol.data, warnings: [] }
    : ignored(name, TraceProtocol.options.join(' or '))
}

/**
 * Reads the settings of this installation from environment variables. An empty variable counts as unset. No
 * other code of the server reads the process environment, except the OpenTelemetry packages, which read their
 * standard variables themselves.
 *
 * Throws `environment.invalid`; its detail `what` has one sentence per mistake.
 */
export const readEnvironment = (
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = process.cwd()
): Environment => {
  const names = Variables.keyof().options
  const texts = new Map(names.map(name => [name, env[name]?.trim() ?? '']))
  const parsed = Variables.safeParse(Object.fromEntries([...texts].filter(([, text]) => text !== '')))
  const wrong = new Set(parsed.error?.issues.map(issue => issue.path[0]))
  const mistakes = names
    .filter(name => wrong.has(name))
    .map(name => mistakeAbout(name, texts.get(name) ?? ''))
  if (texts.get('HOOKWRIGHT_SECRET_KEY') !== '' && texts.get('HOOKWRIGHT_SECRET_KEY_FILE') !== '') {
    mistakes.push(`HOOKWRIGHT_SECRET_KEY_FILE and HOOKWRIGHT_SECRET_KEY are both set. Remove one of them.`)
  }
  if (
    texts.get('HOOKWRIGHT_DATABASE_URL') !== '' &&
    texts.get('HOOKWRIGHT_SECRET_KEY') === '' &&
    texts.get('HOOKWRIGHT_SECRET_KEY_FILE') === ''
  ) {
    mistakes.push(
      'HOOKWRIGHT_DATABASE_URL is set, but no encryption key. Set HOOKWRIGHT_SECRET_KEY or HOOKWRIGHT_SECRET_KEY_FILE, the same one for every server of this database.'
    )
  }
  if (parsed.success && texts.get('HOOKWRIGHT_DATABASE_URL') === '') {
    const missing = Role.options.filter(role => !parsed.data.HOOKWRIGHT_ROLES.includes(role))
    if (missing.length > 0) {
      mistakes.push(
        `HOOKWRIGHT_ROLES leaves out ${missing.join(' and ')}, but without HOOKWRIGHT_DATABASE_URL one process does everything. Remove HOOKWRIGHT_ROLES, or share a PostgreSQL database.`
      )
    }
  }
  if (!parsed.success || mistakes.length > 0) {
    throw new Fault('environment.invalid', { what: mistakes.join(' ') })
  }
  const set = parsed.data
  const ownUrl = set.PORT === 0 ? null : `http://127.0.0.1:${set.PORT}`
  return {
    port: set.PORT,
    host: set.HOOKWRIGHT_HOST,
    publicUrl: set.HOOKWRIGHT_PUBLIC_URL ?? ownUrl,
    dataFolder: resolve(cwd, set.HOOKWRIGHT_DATA),
    databaseUrl: set.HOOKWRIGHT_DATABASE_URL ?? null,
    roles: new Set(set.HOOKWRIGHT_ROLES),
    registrationSeconds: set.HOOKWRIGHT_REGISTRATION_SECONDS,
    secretKey: set.HOOKWRIGHT_SECRET_KEY ?? null,
    secretKeyFile:
      set.HOOKWRIGHT_SECRET_KEY_FILE === undefined ? null : resolve(cwd, set.HOOKWRIGHT_SECRET_KEY_FILE),
    outboundAllow: new Set(set.HOOKWRIGHT_OUTBOUND_ALLOW),
    practice: practiceIn(set),
    maxBody: set.HOOKWRIGHT_MAX_BODY,
    retentionDays: set.HOOKWRIGHT_RETENTION_DAYS,
    logLevel: set.HOOKWRIGHT_LOG_LEVEL,
    ratePerSecond: set.HOOKWRIGHT_RATE_PER_SECOND,
    burst: set.HOOKWRIGHT_BURST,
    networkPerSecond: set.HOOKWRIGHT_NETWORK_PER_SECOND,
    networkBurst: set.HOOKWRIGHT_NETWORK_BURST,
    runsAtOnce: set.HOOKWRIGHT_RUNS_AT_ONCE,
    drainSeconds: set.HOOKWRIGHT_DRAIN_SECONDS,
    fastPath: set.HOOKWRIGHT_FAST_PATH === 'on',
    proxies: set.HOOKWRIGHT_PROXIES,
    metricsToken: set.HOOKWRIGHT_METRICS_TOKEN ?? null,
    ...tracesIn(env)
  }
}
