import { emptyCatalog, type Setting } from '@hookwright/engine'
import type { Json } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { cardSpecs } from './index.ts'

/**
 * Returns sample values that a setting's editor can store, such as the minimum and the maximum of a number.
 */
const written = (setting: Setting): Json[] => {
  switch (setting.kind) {
    case 'choice':
      return setting.choices.map(choice => choice.value)
    case 'switch':
      return [true, false]
    case 'text':
      return ['', 'Some text']
    case 'number':
      return [setting.min, setting.max]
    case 'flow':
      return [null, 'f']
    case 'fields':
      return [[setting.fresh('f1', 'One'), setting.fresh('f2', 'Two')]]
  }
}

const settings = [...cardSpecs.values()].flatMap(spec =>
  spec.settings.map(setting => ({ name: `${setting.key} of ${spec.title}`, spec, setting }))
)

describe.each(settings)('the setting $name', ({ spec, setting }) => {
  test('is a key of the config', () => {
    expect(Object.keys(spec.blank().config)).toContain(setting.key)
  })

  test('writes values that the config accepts', () => {
    for (const value of written(setting)) {
      const config = { ...spec.blank().config, [setting.key]: value }
      expect(spec.readConfig(config)).toMatchObject({ ok: true })
    }
  })

  test('offers every value that the card accepts', () => {
    if (setting.kind !== 'choice') return
    const taken = setting.choices.map(choice => choice.value)
    expect(taken).toContain(spec.blank().config[setting.key])
    expect(spec.readConfig({ ...spec.blank().config, [setting.key]: 'unheard-of' }).ok).toBe(false)
  })

  test('has a port for each of its fields, with its id and name', () => {
    if (setting.kind !== 'fields') return
    const config = { ...spec.blank().config, [setting.key]: [setting.fresh('f1', 'One')] }
    const ports = spec.ports(config, emptyCatalog)?.[setting.of] ?? []
    expect(ports.find(port => port.id === 'f1')?.label).toBe('One')
    for (const part of setting.parts)
      expect(setting.fresh('f1', 'One')).toHaveProperty(part === 'type' ? 'dataType' : part)
  })
})
