import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { cardSpecs } from './index.ts'

const shown = [...cardSpecs.values()].flatMap(spec =>
  spec.example === undefined ? [] : [{ title: `${spec.group} ▸ ${spec.title}`, spec, example: spec.example }]
)

test.each(shown)('the example of $title comes out as its help says', async ({ spec, example }) => {
  expect(await runCardAlone(spec, example.config, example.inputs)).toEqual(example.outputs)
})
