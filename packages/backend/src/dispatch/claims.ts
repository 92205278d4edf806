import { Fault, type Id } from '@hookwright/model'

/** Who has a run that is set aside in hand: nobody, or one who lets it go on or ends it. */
export interface Claims {
  /** Acts on a run that nobody else has in hand meanwhile. Throws `run.going-on` when somebody has. */
  claim: <Done>(runId: Id, act: () => Promise<Done>) => Promise<Done>
  /** The same once nobody has it in hand any more. */
  claimNext: <Done>(runId: Id, act: () => Promise<Done>) => Promise<Done>
}

export const createClaims = (): Claims => {
  /** Action under way for each run; never rejects. */
  const claimed = new Map<Id, Promise<void>>()

  const claim: Claims['claim'] = async (runId, act) => {
    if (claimed.has(runId)) throw new Fault('run.going-on')
    let letGo = (): void => {}
    claimed.set(runId, new Promise(resolve => (letGo = resolve)))
    try {
      return await act()
    } finally {
      claimed.delete(runId)
      letGo()
    }
  }

  return {
    claim,
    claimNext: async (runId, act) => {
      for (let before = claimed.get(runId); before !== undefined; before = claimed.get(runId)) await before
      return claim(runId, act)
    }
  }
}
