import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { cardDocs } from './docs.ts'
import { cardSpecs } from './index.ts'

const shown = [...cardSpecs.values()].flatMap(spec => {
  const example = cardDocs.get(spec.type)?.example
  return example === undefined ? [] : [{ title: `${spec.group} ▸ ${spec.title}`, spec, example }]
})

test.each(shown)('the example of $title comes out as its help says', async ({ spec, example }) => {
  expect(await runCardAlone(spec, example.config, example.inputs)).toEqual(example.outputs)
})

test('no words are left of a card that is gone', () => {
  expect([...cardDocs.keys()].filter(type => !cardSpecs.has(type))).toEqual([])
})
