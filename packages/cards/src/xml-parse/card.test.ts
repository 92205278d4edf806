import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { xmlParse } from './card.ts'

test.each([
  ['<a>', 'is not valid XML'],
  ['{"a":1}', 'is not valid XML'],
  ['', 'is not valid XML'],
  ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', 'contains a DOCTYPE, which is not supported'],
  [`${'<a>'.repeat(40)}${'</a>'.repeat(40)}`, 'is nested more than 32 levels deep']
])('the text %j is refused with the reason', async (text, why) => {
  await expect(runCardAlone(xmlParse, {}, { text })).rejects.toThrow(
    `card.failed: The text passed to “XML Parse” ${why}. Check the mapped value.`
  )
})

test('a long text is refused before it is parsed', async () => {
  await expect(runCardAlone(xmlParse, {}, { text: `<a>${'x'.repeat(262_144)}</a>` })).rejects.toThrow(
    'card.failed: The text passed to “XML Parse” has more than 262,144 characters. Pass a shorter one.'
  )
})
