import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const manifest = read('packages/handbook/deploy/kubernetes.yaml')

/** Returns the values of a key of the manifest, wherever it stands. */
const valuesOf = (key: string): string[] =>
  [...manifest.matchAll(new RegExp(`\\b${key}: "?([^\\s",}]+)`, 'g'))].map(([, value = '']) => value)

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
