import { expect, test } from 'vitest'
import type { Part } from './parts.mjs'
import { runParts } from './run-parts.mjs'

test('the last line sums up all parts, and the parts after a failed one run', async () => {
  const { code, said } = await run([
    part('lint', { passed: 0, failed: 1, output: 'a.ts is badly formatted\n' }),
    part('suites', { passed: 12, failed: 2 }),
    part('browser', { passed: 3, failed: 0 })
  ])
  expect(said.at(-1)?.split('\n').at(-1)).toBe('15 passed, 3 failed')
  expect(said).toContain('a.ts is badly formatted')
  expect(code).toBe(1)
})

test('failures are listed again right before the last line', async () => {
  const { said } = await run([
    part('suites', { passed: 1, failed: 1, sentences: ['"opens" in a.test.ts failed: Error: no'] }),
    part('browser', { passed: 3, failed: 0, sentences: ['"types" passed only when it was tried again.'] })
  ])
  expect(said.at(-2)).toBe('\nFailures:\n- "opens" in a.test.ts failed: Error: no')
})

test('background parts run at the same time, and their results are printed between or after the others', async () => {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  const slow: Part = {
    name: 'types',
    run: async () => {
      await opened
      return { passed: 1, failed: 0, sentences: [] }
    }
  }
  const opens: Part = {
    name: 'browser',
    run: async () => {
      open()
      return { passed: 3, failed: 0, sentences: [] }
    }
  }
  const { said } = await run(
    [part('suites', { passed: 12, failed: 0 }), opens],
    [part('lint', { passed: 1, failed: 0 }), slow]
  )
  expect(said.filter(text => text.includes('──')).map(text => text.trim())).toEqual([
    '── suites',
    '── lint',
    '── browser',
    '── types'
  ])
  expect(said.at(-1)?.trim()).toBe('17 passed, 0 failed')
})

test('a failed background part counts, and the others still run', async () => {
  const { code, said } = await run(
    [part('suites', { passed: 12, failed: 0 })],
    [part('lint', { passed: 0, failed: 1, sentences: ['Failed with code 1; see above.'] })]
  )
  expect(said.at(-2)).toBe('\nFailures:\n- Failed with code 1; see above.')
  expect(said.at(-1)?.trim()).toBe('12 passed, 1 failed')
  expect(code).toBe(1)
})

test('the exit code is 0 when all parts passed', async () => {
  expect((await run([part('lint', { passed: 1, failed: 0 })])).code).toBe(0)
})

test('a run without a passed test fails', async () => {
  expect((await run([part('browser', { passed: 0, failed: 0 })])).code).toBe(1)
})

test('a part that throws counts as a failure', async () => {
  const { code, said } = await run([{ name: 'lint', run: () => Promise.reject(new Error('no disk left')) }])
  expect(said.join('\n')).toContain('It could not be run: Error: no disk left')
  expect(said.at(-1)?.trim()).toBe('0 passed, 1 failed')
  expect(code).toBe(1)
})

test('the sentences of a part are printed under its name', async () => {
  const { said } = await run([part('browser', { passed: 0, failed: 1, sentences: ['"opens" was skipped.'] })])
  expect(said[0]).toContain('browser')
  expect(said[1]).toBe('"opens" was skipped.')
})

function part(
  name: string,
  count: { passed: number; failed: number; sentences?: string[]; output?: string }
): Part {
  return { name, run: async () => ({ sentences: [], ...count }) }
}

async function run(parts: Part[], beside: Part[] = []): Promise<{ code: number; said: string[] }> {
  const said: string[] = []
  const code = await runParts({ beside, parts, root: '.', say: text => said.push(text) })
  return { code, said }
}
