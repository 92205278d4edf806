import { Fault } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { execute, type Steps } from '../../statements/steps.ts'
import { createHotWrites, type HotWrites } from './hot-writes.ts'

interface Log {
  hot: HotWrites
  /** Jobs of each committed transaction, in write order. */
  commits: string[][]
  /** Lets waiting transactions commit. */
  open: () => void
}

/** Creates hot path writes on an in-memory log. A transaction that throws writes nothing. */
const createLog = ({
  fails = (): unknown => null,
  isOpen = true,
  now = (): number => 0
} = {}): Log & {
  write: (kind: string) => (jobs: readonly string[]) => Steps<string[]>
} => {
  const commits: string[][] = []
  let written: string[] = []
  let open = (): void => {}
  const opened = isOpen ? Promise.resolve() : new Promise<void>(resolve => (open = resolve))
  const hot = createHotWrites(async body => {
    await opened
    written = []
    const result = execute(body(() => {}))
    const failure = fails()
    if (failure !== null) throw failure
    commits.push(written)
    return result
  }, now)
  return {
    hot,
    commits,
    open: () => open(),
    write: kind =>
      function* (jobs) {
        const results = []
        for (const job of jobs) {
          yield () => {
            if (job.startsWith('wrong')) throw new Fault('delivery.gone')
            written.push(`${kind} ${job}`)
          }
          results.push(`done ${job}`)
        }
        return results
      }
  }
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at))

describe('hot writes', () => {
  it('share a transaction within one turn of the event loop, each with its own result', async () => {
    const { hot, commits, write } = createLog()
    const join = hot.kind(write('accept'))
    expect(await Promise.all(['a', 'b', 'c'].map(job => join(job, 1)))).toEqual([
      'done a',
      'done b',
      'done c'
    ])
    expect(commits).toEqual([['accept a', 'accept b', 'accept c']])
  })

  it('are collected during a transaction, of which one runs at a time', async () => {
    const { hot, commits, open, write } = createLog({ isOpen: false })
    const join = hot.kind(write('accept'))
    const first = join('a', 1)
    await new Promise(setImmediate)
    const others = [join('b', 1), join('c', 1)]
    await new Promise(setImmediate)
    others.push(join('d', 1))
    open()
    await Promise.all([first, ...others])
    expect(commits).toEqual([['accept a'], ['accept b', 'accept c', 'accept d']])
  })

  it('put at most 256 jobs and 4 MB into a transaction, or a single job of any size', async () => {
    const { hot, commits, write } = createLog()
    const join = hot.kind(write('accept'))
    await Promise.all(numbered(600).map(job => join(job, 1)))
    expect(commits.splice(0).map(({ length }) => length)).toEqual([256, 256, 88])
    const megabytes = [1, 2, 1, 1, 5, 1, 4]
    await Promise.all(megabytes.map(size => join('large', size * 1024 * 1024)))
    expect(commits.map(({ length }) => length)).toEqual([3, 1, 1, 1, 1])
  })

  it('of several kinds are written in the order in which the kinds were added', async () => {
    const { hot, commits, write } = createLog()
    const [accept, end] = [hot.kind(write('accept')), hot.kind(write('end'))]
    await Promise.all([end('a', 1), accept('b', 1), end('c', 1), accept('d', 1)])
    expect(commits).toEqual([['accept b', 'accept d', 'end a', 'end c']])
  })

  it('with an error fail alone; all others are written once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async flags => {
        const { hot, commits, write } = createLog()
        const join = hot.kind(write('accept'))
        const jobs = flags.map((isWrong, at) => `${isWrong ? 'wrong' : 'right'} ${at}`)
        const outcomes = await Promise.allSettled(jobs.map(job => join(job, 1)))
        const right = jobs.filter(job => job.startsWith('right'))
        expect(commits.flat()).toEqual(right.map(job => `accept ${job}`))
        expect(
          outcomes.map(outcome => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.code))
        ).toEqual(jobs.map(job => (job.startsWith('right') ? `done ${job}` : 'delivery.gone')))
      })
    )
  })

  it('all fail if the database does, and later ones continue', async () => {
    let failure: unknown = new Fault('storage.failed', { why: 'the server is gone' })
    const { hot, commits, write } = createLog({ fails: () => failure })
    const join = hot.kind(write('accept'))
    const outcomes = await Promise.allSettled(['a', 'b'].map(job => join(job, 1)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    failure = null
    expect(await join('c', 1)).toBe('done c')
    expect(commits).toEqual([['accept c']])
  })

  it('fail without a try if they have waited long behind a failed one', async () => {
    let [failure, time]: [unknown, number] = [null, 0]
    const now = (): number => {
      time += 2_500
      return time
    }
    const { hot, commits, open, write } = createLog({ fails: () => failure, isOpen: false, now })
    const join = hot.kind(write('accept'))
    const first = join('a', 1)
    await new Promise(setImmediate)
    const outcomes = Promise.allSettled([first, join('b', 1), join('c', 1)])
    failure = new Fault('storage.failed', { why: 'the server is gone' })
    open()
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    failure = null
    await join('d', 1)
    expect(commits).toEqual([['accept d']])
  })

  it('are finished when all earlier ones are, written or not', async () => {
    const { hot, commits, open, write } = createLog({ isOpen: false })
    const join = hot.kind(write('accept'))
    const failed = join('wrong', 1).catch(() => 'failed')
    const written = join('b', 1)
    const ended = hot.ended().then(() => commits.length)
    open()
    expect(await ended).toBe(1)
    expect(await Promise.all([failed, written])).toEqual(['failed', 'done b'])
    await hot.ended()
  })
})
