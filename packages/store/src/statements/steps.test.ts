import { describe, expect, it } from 'vitest'
import { all, execute, get, run, type Steps } from './steps.ts'

const failing = {
  run: (): { changes: number } => {
    throw new Error('The disk is full.')
  }
}

describe('bodies of both stores', () => {
  it('get the results of their statements, with values for placeholders', () => {
    const asked: unknown[] = []
    const statement = {
      get: (values?: Record<string, unknown>) => {
        asked.push(values)
        return { id: 1 }
      },
      all: () => [{ id: 1 }, { id: 2 }],
      run: () => ({ changes: 3 })
    }
    function* body(): Steps<unknown> {
      const one = yield* get(statement, { uid: 'a' })
      return [one, yield* all(statement), yield* run(statement)]
    }
    expect(execute(body())).toEqual([{ id: 1 }, [{ id: 1 }, { id: 2 }], { changes: 3 }])
    expect(asked).toEqual([{ uid: 'a' }])
  })

  it('receive the error of a failed statement where they yielded it', () => {
    const told: string[] = []
    function* body(): Steps<void> {
      try {
        yield* run(failing)
      } finally {
        told.push('finally')
      }
    }
    expect(() => execute(body())).toThrow('The disk is full.')
    expect(told).toEqual(['finally'])
    function* handling(): Steps<string> {
      try {
        yield* run(failing)
      } catch {
        return 'handled'
      }
      return 'not reached'
    }
    expect(execute(handling())).toBe('handled')
  })
})
