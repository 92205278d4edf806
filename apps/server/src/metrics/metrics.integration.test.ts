import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { waitFor } from '../testing/wait-for.ts'

const token = 'a-token-of-the-test'

const openMeasured = async () => {
  const server = await openServer({ variables: { HOOKWRIGHT_METRICS_TOKEN: token } })
  onTestFinished(server.remove)
  const scrape = async (): Promise<string> => {
    const answered = await overHttp(`${server.url}/metrics`, {
      headers: { authorization: `Bearer ${token}` }
    })
    expect(answered.status).toBe(200)
    expect(answered.headers.get('content-type')).toContain('version=0.0.4')
    return answered.text
  }
  return { ...server, scrape }
}

/** Returns the value of a series; null when there is none. */
const seriesIn = (text: string, series: string): number | null => {
  const line = text.split('\n').find(one => one.startsWith(`${series} `))
  return line === undefined ? null : Number(line.slice(series.length + 1))
}

/** Returns the names of all metrics. */
const namesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name = '']) => name))

test('deliveries, runs and registrations are counted as they end', async () => {
  const server = await openMeasured()
  const bell = await openDoorbell(server.api, 'Acme Doorbell', { maxBytes: 1_024 })
  for (let rung = 0; rung < 3; rung++) await overHttp(bell.eventUrl, { method: 'POST', body: '{}' })
  expect((await overHttp(bell.eventUrl, { method: 'POST', body: ' '.repeat(2_000) })).status).toBe(413)

  const text = await waitFor(
    server.scrape,
    seen => seriesIn(seen, 'hookwright_runs_total{status="succeeded"}') === 3
  )
  const of = (series: string) => seriesIn(text, series)
  const connector = /connector="(acme_doorbell\w*)"/.exec(text)?.[1]
  expect(of(`hookwright_deliveries_total{connector="${connector}",result="accepted"}`)).toBe(3)
  expect(of(`hookwright_deliveries_total{connector="${connector}",result="refused"}`)).toBe(1)
  expect(of('hookwright_refusals_total{reason="too-large"}')).toBe(1)
  expect(of('hookwright_delivery_duration_seconds_count')).toBe(3)
  expect(of('hookwright_delivery_duration_seconds_bucket{le="+Inf"}')).toBe(3)
  expect(of('hookwright_run_duration_seconds_count')).toBe(3)
  expect(of('hookwright_run_delay_seconds_count')).toBe(3)
  expect(of('hookwright_registration_total{op="registration",result="succeeded"}')).toBe(1)
  expect(of('hookwright_registration_duration_seconds_count{op="registration"}')).toBe(1)
  expect(of('hookwright_ready')).toBe(1)
})

test('gauges say how the installation stands', async () => {
  const server = await openMeasured()
  await openDoorbell(server.api)
  const text = await server.scrape()
  expect(seriesIn(text, 'hookwright_subscriptions{status="on"}')).toBe(1)
  for (const state of ['waiting', 'running']) {
    expect(seriesIn(text, `hookwright_queue_depth{queue="work",state="${state}"}`)).toBe(0)
  }
  for (const name of ['backlog_deliveries', 'oldest_waiting_seconds', 'cleanup_entries', 'open_breakers']) {
    expect(seriesIn(text, `hookwright_${name}`)).toBe(0)
  }
  expect(seriesIn(text, 'hookwright_database_bytes{part="database"}')).toBeGreaterThan(0)
  expect(seriesIn(text, 'nodejs_eventloop_lag_p99_seconds')).not.toBeNull()
})

test('every line is of the text format, and no label is a value that somebody sent', async () => {
  const server = await openMeasured()
  const bell = await openDoorbell(server.api)
  await overHttp(`${bell.eventUrl}?customer=ada`, { method: 'POST', body: '{"customer":"ada"}' })
  const text = await waitFor(
    server.scrape,
    seen => seriesIn(seen, 'hookwright_runs_total{status="succeeded"}') === 1
  )
  const series =
    /^[a-z_:][a-z0-9_:]*(?:\{[a-z_]+="[^"\\\n]*"(?:,[a-z_]+="[^"\\\n]*")*\})? (?:[-+]?[\d.e+-]+|NaN|\+Inf)$/i
  for (const line of text.split('\n')) {
    if (line !== '' && !/^# (?:HELP|TYPE) /.test(line)) expect(line).toMatch(series)
  }
  const labels = new Set(
    [...text.matchAll(/^hookwright_\w+\{([^}]*)\}/gm)].flatMap(
      ([, found = '']) => found.match(/\w+(?==)/g) ?? []
    )
  )
  expect([...labels].toSorted()).toEqual(
    ['connector', 'le', 'op', 'part', 'queue', 'reason', 'result', 'state', 'status', 'version'].filter(
      name => labels.has(name)
    )
  )
  expect(text).not.toContain('ada')
})

test('the dashboard and the guide name only metrics that exist', async () => {
  const server = await openMeasured()
  const names = namesIn(await server.scrape())
  const handbook = (path: string) =>
    readFileSync(new URL(`../../../../packages/handbook/${path}`, import.meta.url), 'utf8')
  const known = [...names].flatMap(name => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`])
  for (const path of ['deploy/grafana-dashboard.json', 'guide/monitoring.md']) {
    const named = [...handbook(path).matchAll(/\b(?:hookwright|nodejs|process)_[a-z0-9_]+/g)].map(
      ([name]) => name
    )
    expect(named.length).toBeGreaterThan(5)
    expect([...new Set(named)].filter(name => !known.includes(name))).toEqual([])
  }
  for (const name of names) {
    if (name.startsWith('hookwright_')) expect(handbook('guide/monitoring.md')).toContain(`\`${name}\``)
  }
})
