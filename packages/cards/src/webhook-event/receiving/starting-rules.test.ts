import { literal } from '@hookwright/model'
import { presets } from '@hookwright/model/presets'
import { expect, test } from 'vitest'
import { registrationTemplate } from '../../webhook-registration/template.ts'
import { practicePreset, startOf } from './starting-rules.ts'

test('the key of the practice service is at the place where a new registration flow stores it', () => {
  let count = 0
  const { cards } = registrationTemplate({
    options: [],
    baseUrl: literal('http://127.0.0.1:3001'),
    newId: () => `id${++count}`
  })
  const kept = Object.values(cards).find(({ title }) => title === 'Registration Data')
  const [scheme] = practicePreset.receiving.verify
  expect(scheme?.key).toMatchObject({ from: 'registration', path: 'secret' })
  expect(kept?.config).toMatchObject({
    keys: expect.arrayContaining([expect.objectContaining({ key: 'secret' })])
  })
})

test('a preset is a set of initial rules, with the source of its data', () => {
  for (const preset of presets) {
    expect(startOf(preset)).toMatchObject({
      name: preset.name,
      receiving: preset.receiving,
      known: { source: preset.source }
    })
  }
})
