// @vitest-environment happy-dom
import * as ui from '@hookwright/ui'
import { expect, test } from 'vitest'
import { sampleGroups } from './gallery.tsx'

test('the gallery has a sample of every component that packages/ui exports', () => {
  const components = Object.entries(ui)
    .filter(([name, value]) => /^[A-Z]/.test(name) && typeof value === 'function')
    .map(([name]) => name)
  expect(components.length).toBeGreaterThan(30)
  const sampled = sampleGroups.flatMap(({ samples }) => samples.map(({ name }) => name))
  expect(sampled.sort()).toEqual(components.sort())
})
