import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const manifest = read('packages/handbook/deploy/kubernetes.yaml')
const sharedManifest = read('packages/handbook/deploy/kubernetes.postgres.yaml')
const sharedCompose = read('packages/handbook/deploy/compose.postgres.yaml')

/** Returns all values of a key in a deployment manifest, however deep they are nested. */
const valuesOf = (key: string, of = manifest): string[] =>
  [...of.matchAll(new RegExp(`\\b${key}: "?([^\\s",}]+)`, 'g'))].map(([, value = '']) => value)

test('the example for Kubernetes runs one process at a time on a volume of its own', () => {
  expect(valuesOf('replicas')).toEqual(['1'])
  expect(valuesOf('type')).toContain('Recreate')
  expect(manifest).toContain('accessModes: [ReadWriteOncePod]')
  expect(valuesOf('mountPath')).toContain('/data')
  expect(valuesOf('maxUnavailable')).toEqual(['1'])
})

test('the example for Kubernetes fits the image and the server', () => {
  const image = read('Dockerfile')
  expect(image).toContain(`EXPOSE ${valuesOf('containerPort')[0]}\n`)
  expect(image).toContain('HOOKWRIGHT_DATA=/data')
  const probes = read('apps/server/src/http/probes.ts')
  expect(valuesOf('path').toSorted()).toEqual(['/healthz', '/healthz', '/readyz'])
  for (const path of valuesOf('path')) expect(probes).toContain(`'${path}'`)
  const settings = read('packages/handbook/guide/operations.md')
  const names = valuesOf('name').filter(name => name.startsWith('HOOKWRIGHT_'))
  expect(names.length).toBeGreaterThan(3)
  expect(names.filter(name => !settings.includes(`\`${name}\``))).toEqual([])
})

/** Names of the environment variables that the server reads. */
const known = new Set(read('apps/server/src/env.ts').match(/\bHOOKWRIGHT_[A-Z_]*[A-Z]\b/g))

test('the example for Kubernetes with PostgreSQL replaces replicas one by one and keeps nothing in them', () => {
  expect(Number(valuesOf('replicas', sharedManifest)[0])).toBeGreaterThan(1)
  expect(valuesOf('type', sharedManifest)).toContain('RollingUpdate')
  expect(sharedManifest).toContain('rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }')
  expect(sharedManifest).not.toContain('PersistentVolumeClaim')
  expect(valuesOf('path', sharedManifest)).toEqual(['/healthz', '/healthz', '/readyz'])
  expect(sharedManifest).toContain('kind: PodDisruptionBudget')
  const names = valuesOf('name', sharedManifest).filter(name => name.startsWith('HOOKWRIGHT_'))
  expect(names).toEqual(expect.arrayContaining(['HOOKWRIGHT_DATABASE_URL', 'HOOKWRIGHT_SECRET_KEY']))
  expect(names.filter(name => !known.has(name))).toEqual([])
  const drain = Number(/HOOKWRIGHT_DRAIN_SECONDS, value: "(\d+)"/.exec(sharedManifest)?.[1])
  expect(Number(valuesOf('terminationGracePeriodSeconds', sharedManifest)[0])).toBeGreaterThanOrEqual(
    35 + drain
  )
})

test('both shapes of compose.yaml set variables that the server reads, and run it without writing to its root', () => {
  for (const text of [read('compose.yaml'), sharedCompose]) {
    const names = [...text.matchAll(/^ +(HOOKWRIGHT_[A-Z_]+):/gm)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(1)
    expect(names.filter(name => !known.has(name))).toEqual([])
    expect(text).toContain('read_only: true')
  }
  // Both servers have the same settings, without which they do not start.
  expect(sharedCompose.match(/<<: \*server\n/g)).toHaveLength(2)
  for (const name of ['HOOKWRIGHT_DATABASE_URL', 'HOOKWRIGHT_SECRET_KEY']) {
    expect(sharedCompose).toMatch(new RegExp(`${name}: \\S*\\$\\{\\w+:\\?`))
  }
})

test('the dashboard is a file that Grafana imports: panels with ids of their own, all asking one source', () => {
  const { panels, templating } = JSON.parse(read('packages/handbook/deploy/grafana-dashboard.json'))
  const ids = panels.map(({ id }: { id: number }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(templating.list.map(({ name }: { name: string }) => name)).toEqual(['datasource', 'instance'])
  for (const { type, datasource, targets } of panels) {
    if (type === 'row') continue
    expect(datasource).toEqual({ type: 'prometheus', uid: '$' + '{datasource}' })
    expect(targets.length).toBeGreaterThan(0)
  }
})
