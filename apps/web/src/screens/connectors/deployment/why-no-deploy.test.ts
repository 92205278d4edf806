import { describe, expect, test } from 'vitest'
import { breakageOf, whyNoDeploy } from './why-no-deploy.ts'

const breaks = (flowId: string) => ({ flowId, change: 'breaking' as const })
const fits = (flowId: string) => ({ flowId, change: 'compatible' as const })
const asked = (...flows: Parameters<typeof breakageOf>[0]) => ({ flows, isFetching: false, isFailed: false })

describe('a version', () => {
  test('can be deployed when no flow breaks', () => {
    expect(whyNoDeploy(asked(fits('a')), '')).toBeNull()
  })

  test('cannot be deployed while its impact is loading or has failed to load', () => {
    expect(whyNoDeploy({ ...asked(fits('a')), isFetching: true }, '')).toMatch(/still being calculated/)
    expect(whyNoDeploy({ ...asked(fits('a')), isFailed: true }, '')).toMatch(/could not be calculated/)
    expect(whyNoDeploy({ flows: undefined, isFetching: false, isFailed: true }, '')).toMatch(/could not/)
  })

  test('that breaks flows can be deployed once exactly these flows are confirmed', () => {
    const confirmed = breakageOf([breaks('a'), fits('c'), breaks('b')])
    expect(whyNoDeploy(asked(breaks('a'), breaks('b')), '')).toMatch(/Select the checkbox/)
    expect(whyNoDeploy(asked(breaks('b'), breaks('a')), confirmed)).toBeNull()
    expect(whyNoDeploy(asked(breaks('a'), breaks('b'), breaks('c')), confirmed)).toMatch(
      /Select the checkbox/
    )
    expect(whyNoDeploy(asked(breaks('a')), confirmed)).toMatch(/Select the checkbox/)
  })
})
