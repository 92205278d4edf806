import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findWrk } from '../../find-wrk.ts'
import { loadPaced } from '../load-paced.ts'
import { loadPlans } from '../loads.ts'
import { questionsFor } from './past-of.ts'
import { searchFiguresOf, size } from './search-figures.ts'
import { searchReportOf } from './search-report.ts'
import { withIndexedPast } from './with-indexed-past.ts'

const times = 7
const rounds = 5
const pace = { rate: 200, seconds: 10 }

/**
 * Measures searches in a long history, and their effect on the response times of deliveries. Prints tables, then one
 * line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runSearchBench({ say }: { say: (text: string) => void }): Promise<number> {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  return withIndexedPast({ size, say }, async ({ product, past, index, folder }) => {
    const ask = asking(product.url, past.cookie)
    const searches = await measureSearches({ ask, say })
    const [usual] = loadPlans(folder)
    if (usual === undefined) throw new Error('There is no usual load.')
    const acks = []
    for (let round = 1; round <= rounds; round += 1) {
      say(`${pace.rate} a second without and with searches, round ${round} of ${rounds}.`)
      const given = { wrk, letter: usual.letter, url: past.eventUrl, ...pace }
      const without = await loadPaced(given)
      const searching = searchOnAndOn(ask)
      const during = await loadPaced(given)
      acks.push({ without, during, searches: await searching.stop() })
    }
    const figures = searchFiguresOf({ searches, acks, index })
    say(searchReportOf(figures))
    say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  })
}

type Question = ReturnType<typeof questionsFor>[number]

/** Runs searches through the API. */
function asking(
  url: string,
  cookie: string
): (question: Question) => Promise<{ ms: number; isRight: boolean }> {
  return async ({ list, sought, finds }) => {
    const input = encodeURIComponent(JSON.stringify({ limit: 50, ...sought }))
    const began = performance.now()
    const answer = await fetch(`${url}/trpc/${list}.list?input=${input}`, { headers: { cookie } })
    const told = (await answer.json()) as {
      result: { data: { rows: unknown[]; lookedBackTo: number | null } }
    }
    const ms = performance.now() - began
    const { rows, lookedBackTo } = told.result.data
    return { ms, isRight: rows.length > 0 === finds && (rows.length > 0 || lookedBackTo === null) }
  }
}

async function measureSearches({
  ask,
  say
}: {
  ask: ReturnType<typeof asking>
  say: (text: string) => void
}) {
  const searches = []
  for (const question of questionsFor(size)) {
    say(`Looking for ${question.what}.`)
    const ms = []
    let missed = 0
    for (let time = 0; time < times; time += 1) {
      const answer = await ask(question)
      ms.push(answer.ms)
      if (!answer.isRight) missed += 1
    }
    searches.push({ what: question.what, ms, missed })
  }
  return searches
}

function searchOnAndOn(ask: ReturnType<typeof asking>) {
  let isOver = false
  let count = 0
  const questions = questionsFor(size)
  const searching = (async () => {
    while (!isOver) {
      const question = questions[count % questions.length]
      if (question !== undefined) await ask(question)
      count += 1
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await searching
      return count
    }
  }
}
