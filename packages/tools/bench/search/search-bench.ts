import { defineBench } from '../define-bench.ts'
import { loadPaced } from '../load.ts'
import { loadPlans } from '../loads.ts'
import { questionsFor } from './past-of.ts'
import { searchFiguresOf, searchReportOf, size } from './search-figures.ts'
import { withIndexedPast } from './with-indexed-past.ts'

const times = 7
const rounds = 5
const pace = { rate: 200, seconds: 10 }

/** Measures searches in a long history, and their effect on the response times of deliveries. */
export const bench = defineBench({
  measure: harness =>
    withIndexedPast(harness, size, async ({ product, past, index }) => {
      const { wrk, say } = harness
      const ask = asking(product.url, past.cookie)
      const searches = await measureSearches(ask, say)
      const [usual] = loadPlans(harness.folder)
      const acks = []
      for (let round = 1; round <= rounds; round += 1) {
        say(`${pace.rate} a second without and with searches, round ${round} of ${rounds}.`)
        const given = { wrk, letter: usual.letter, url: past.eventUrl, ...pace }
        const without = await loadPaced(given)
        const searching = searchOnAndOn(ask)
        const during = await loadPaced(given)
        acks.push({ without, during, searches: await searching.stop() })
      }
      return searchFiguresOf({ searches, acks, index })
    }),
  report: searchReportOf
})

type Question = ReturnType<typeof questionsFor>[number]

/** Returns a function that sends one search to the API. */
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

async function measureSearches(ask: ReturnType<typeof asking>, say: (text: string) => void) {
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
