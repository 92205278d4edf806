import { Fault } from '@hookwright/model'
import type { ProcessStore } from '../store.ts'
import type { ChangeLog } from './change-log.ts'
import { type Connections, query } from './connections.ts'
import { NOW, type Processes } from './processes.ts'
import { BEGIN, transact } from './transaction.ts'

/**
 * Maximum wait for a response, in milliseconds: `one` when one process is asked, `all` when all other
 * processes are asked.
 */
const PATIENCE = { one: 10_000, all: 1_000 }

/** Age at which unread messages are deleted, in milliseconds. */
const KEPT = 60_000

const SEND = `insert into process_messages (sender, receiver, at, body)`

/** Messages between processes: table rows that the change log announces. */
export interface Messages extends Pick<ProcessStore, 'has' | 'ask' | 'askOthers' | 'answer'> {
  close: () => void
}

/** Message that waits for its response. */
interface Pending {
  resolve: (reply: string) => void
}

/**
 * Opens the messaging of a process. `failed` is called when the function that responds to messages throws.
 */
export const openMessages = (params: {
  processes: Processes
  connections: Connections
  log: Pick<ChangeLog, 'add' | 'hint' | 'listen'>
  /** Maximum waits in milliseconds, for tests. */
  patience?: typeof PATIENCE | undefined
  failed?: ((thrown: unknown) => void) | undefined
}): Messages => {
  const { processes, connections, log, patience = PATIENCE, failed = () => {} } = params
  const { id: own, isAlive } = processes
  const pending = new Map<number, Pending>()
  /** Ids of messages that are being processed. */
  const inHand = new Set<number>()
  let respond: ((message: string) => Promise<string>) | null = null
  let prunedAt = performance.now()

  const ask = (text: string, values: readonly unknown[]) =>
    connections.withOne(client => query(client, text, values))

  /**
   * Executes a statement that returns messages, and notifies the processes that they are for. The messages
   * may be lost if the database server crashes.
   */
  const notify = async (text: string, values: readonly unknown[]): Promise<{ id: number; to: string }[]> => {
    const begin = `${BEGIN}; set local synchronous_commit = off`
    const rows = await transact(connections, begin, async client => {
      const found: { id: number; to: string }[] = (await query(client, text, values)).rows
      if (found.length > 0) {
        await log.add(client, [{ topic: 'messages', ids: found.map(({ to }) => to), of: [] }])
      }
      return found
    })
    if (rows.length > 0) log.hint()
    return rows
  }

  const answerOne = async (id: number, body: string): Promise<void> => {
    if (respond === null || inHand.has(id)) return
    inHand.add(id)
    try {
      const reply = await respond(body)
      await notify('update process_messages set reply = $2 where id = $1 returning id, sender as to', [
        id,
        reply
      ])
    } catch (thrown) {
      failed(thrown)
      // Its sender gives up; nobody tries it again.
      await ask('delete from process_messages where id = $1', [id]).catch(() => {})
    } finally {
      inHand.delete(id)
    }
  }

  const readAnswers = async (): Promise<void> => {
    if (pending.size === 0) return
    const { rows } = await ask(
      'delete from process_messages where id = any($1) and reply is not null returning id, reply',
      [[...pending.keys()]]
    )
    for (const { id, reply } of rows) pending.get(id)?.resolve(reply)
  }

  const readMessages = async (): Promise<void> => {
    if (respond === null) return
    const { rows } = await ask(
      'select id, body from process_messages where receiver = $1 and reply is null order by id',
      [own]
    )
    for (const { id, body } of rows) void answerOne(id, body)
  }

  /**
   * Reads new messages and responses. After a failure, the next change or notification triggers another read.
   */
  const look = (): void => {
    Promise.all([readAnswers(), readMessages()]).catch(() => {})
  }

  const prune = (): void => {
    if (performance.now() - prunedAt < KEPT) return
    prunedAt = performance.now()
    ask(`delete from process_messages where at < ${NOW} - ${KEPT}`, []).catch(() => {})
  }

  /** Waits for the responses to messages. Returns those that arrived in time. */
  const collect = async (ids: readonly number[], wait: number): Promise<string[]> => {
    const replies: string[] = []
    let end = (): void => {}
    const isOver = new Promise<void>(resolve => {
      end = resolve
    })
    for (const id of ids) {
      pending.set(id, {
        resolve: reply => {
          pending.delete(id)
          replies.push(reply)
          if (replies.length === ids.length) end()
        }
      })
    }
    // It may have been answered before it was waited for.
    look()
    const timer = setTimeout(end, wait)
    await isOver
    clearTimeout(timer)
    for (const id of ids) pending.delete(id)
    return replies
  }

  const stopListening = log.listen(change => {
    if (change === null || (change.topic === 'messages' && change.ids.includes(own))) look()
  })

  return {
    has: async key => {
      const { rows } = await ask(
        `select 1 from acts where subscription = $1 and process <> $2 and ${isAlive('acts.process')}`,
        [key, own]
      )
      return rows.length > 0
    },
    ask: async (key, message) => {
      prune()
      const sent = await notify(
        `${SEND} select $2, process, ${NOW}, $3 from acts
        where subscription = $1 and process <> $2 and ${isAlive('acts.process')} returning id, receiver as to`,
        [key, own, message]
      )
      if (sent.length === 0) return null
      const [reply] = await collect(
        sent.map(({ id }) => id),
        patience.one
      )
      if (reply === undefined) throw new Fault('process.silent')
      return reply
    },
    askOthers: async message => {
      prune()
      const sent = await notify(
        `${SEND} select $1, p.id, ${NOW}, $2 from processes p
        where p.id <> $1 and ${isAlive('p.id')} returning id, receiver as to`,
        [own, message]
      )
      if (sent.length === 0) return []
      return collect(
        sent.map(({ id }) => id),
        patience.all
      )
    },
    answer: act => {
      respond = act
      look()
      return () => {
        if (respond === act) respond = null
      }
    },
    close: stopListening
  }
}
