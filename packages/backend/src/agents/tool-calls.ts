import {
  type Agent,
  ASKING_TOOL_METHOD,
  canonicalJson,
  DAY,
  Fault,
  type Id,
  type McpCreatedTask,
  type McpTask,
  type McpToolResult,
  type Millis,
  readArguments,
  runsDeliveries,
  SECOND,
  shownFlowName,
  TASKS_EXTENSION,
  TOOL_METHOD
} from '@hookwright/model'
import type { AgentCallRow, Store } from '@hookwright/store'
import type { AuditLog } from '../access/audit-log.ts'
import { builtInDelivery } from '../built-in/built-in-delivery.ts'
import type { Callers } from '../dispatch/callers.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { ShownRun } from '../retention/shown.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { AgentCall } from './agent-tools.ts'
import { type CallAndRun, isOver, resultOfCall, taskOfCall } from './call-result.ts'
import type { OpenTool, OpenTools } from './open-tools.ts'

/** Maximum time that a request waits for the result of a call. Most clients time out after a minute. */
const ANSWER_TIME: Millis = 50 * SECOND

/** Maximum time that a request waits if its client can fetch the result later. */
const TASK_TIME: Millis = 10 * SECOND

/**
 * Interval of progress notifications to the client. Results of runs in other processes are also polled at
 * this interval.
 */
const LOOK: Millis = 5 * SECOND

/** Time after which a call without a stored delivery counts as lost. */
const LOST_AFTER: Millis = 60 * SECOND

/** Time limit for the approval of a call. */
const APPROVAL_TIME: Millis = DAY

/**
 * Maximum number of a member's calls that may wait for approval at once. It prevents a looping client from
 * hiding other calls.
 */
export const MOST_WAITING = 100

/** Metadata key of the idempotency key, which lets a client retry a call without running it twice. */
const IDEMPOTENCY_KEY = 'hookwright/idempotencyKey'
const LONGEST_IDEMPOTENCY_KEY = 255

const refused = (text: string): McpToolResult => ({ content: [{ type: 'text', text }], isError: true })

const idempotencyKeyOf = ({ meta }: Pick<AgentCall, 'meta'>): string | null => {
  const key = meta[IDEMPOTENCY_KEY]
  return typeof key === 'string' && key !== '' && key.length <= LONGEST_IDEMPOTENCY_KEY ? key : null
}

/** Creates the executor of tool calls. Each call is stored and run as a delivery of the tool's flow. */
export const createToolCalls = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'newId' | 'after' | 'hasRoom' | 'hashToken'>
  settings: Pick<Settings, 'retentionDays' | 'maxBody'>
  rules: Pick<RulesInForce, 'of'>
  subscriptionCache: Pick<SubscriptionCache, 'byId'>
  dispatcher: Pick<Dispatcher, 'note' | 'accept' | 'queueWaiting' | 'cancel'>
  callers: Callers
  audit: Pick<AuditLog, 'record'>
  tools: OpenTools
  shownRun: ShownRun
}) => {
  const { store, effects, settings, rules, subscriptionCache, dispatcher, callers, audit, tools, shownRun } =
    params

  /** Returns the idempotency key of a call with the hash of its arguments; both are null without a key. */
  const keyOf = (call: AgentCall): Pick<AgentCallRow, 'idempotencyKey' | 'argumentsHash'> => {
    const idempotencyKey = idempotencyKeyOf(call)
    if (idempotencyKey === null) return { idempotencyKey, argumentsHash: null }
    const hash = effects.hashToken(canonicalJson(call.arguments))
    return { idempotencyKey, argumentsHash: Buffer.from(hash).toString('hex') }
  }

  /**
   * Loads a call with its run. `told` contains the run's outputs that this process has in memory; null to use
   * the stored ones.
   */
  const look = async (call: AgentCallRow, told: CallAndRun['told'] = null): Promise<CallAndRun> => {
    const found = await store.runs.find(call.id)
    const isMissing = found === null && effects.clock() - call.at > LOST_AFTER
    const tool = await store.agentTools.find(call.toolId)
    const open = tool === null ? null : await tools.open(tool)
    return {
      call: (await store.agentCalls.find(call.id)) ?? call,
      run: found && (await shownRun(found)),
      isLost: isMissing && (await store.deliveries.find(call.id)) === null,
      told,
      outputs: open?.shape.outputs ?? [],
      resultCard: open?.shape.resultCard ?? ''
    }
  }

  /** Stores a call as a delivery. Resolves when the delivery is on disk. */
  const accept = async (
    { subscription, tool }: OpenTool,
    id: Id,
    values: Record<string, unknown>,
    { client }: Agent
  ): Promise<void> => {
    const { redaction } = await rules.of(tool.flowId)
    const at = new Date(effects.clock()).toISOString()
    const text = JSON.stringify({ values, by: client.name, byId: null, at, tool: tool.name })
    const delivery = {
      ...builtInDelivery(effects, {
        subscriptionId: subscription.id,
        method: tool.asksFirst ? ASKING_TOOL_METHOD : TOOL_METHOD,
        body: new TextEncoder().encode(text),
        isRedacted: redaction.length > 0
      }),
      id,
      ...(!tool.asksFirst && { isCalled: true as const })
    }
    dispatcher.note(id)
    await store.deliveries.accept(delivery)
    const cached = await subscriptionCache.byId(subscription.id)
    const { arrival } = delivery
    if (cached !== null && arrival !== null && runsDeliveries(cached.status)) {
      dispatcher.accept({ subscription: cached, delivery, arrival, hasBegun: false })
    } else dispatcher.queueWaiting(subscription.id)
  }

  const record = (
    { member, client, clientKey }: Agent,
    { tool }: OpenTool,
    flowName: string | null
  ): Promise<void> =>
    audit.record({
      ...{ personId: member.id, personName: member.name, act: 'agents.call' },
      key: client.kind === 'key' ? { id: clientKey.slice('key:'.length), name: client.name } : null,
      item: { kind: 'flow', id: tool.flowId, name: shownFlowName(flowName) },
      notes: { client: client.name, tool: tool.name }
    })

  /** Ends a call that waits for approval, because the client withdrew it. Has no effect on other calls. */
  const withdraw = async (id: Id): Promise<void> => {
    const isDecided = await store.agentCalls.decide(id, { is: 'withdrawn', by: null, at: effects.clock() })
    if (!isDecided) return
    await dispatcher.cancel(id).catch(thrown => {
      // The upkeep of calls ends what could not be ended now.
      if (!(thrown instanceof Fault)) throw thrown
    })
  }

  /** Waits until a call has ended, the time limit is reached, or the client has disconnected. */
  const wait = (
    call: AgentCallRow,
    most: Millis,
    { signal, report }: Pick<AgentCall, 'signal' | 'report'>
  ): Promise<CallAndRun> =>
    new Promise((resolve, reject) => {
      const began = effects.clock()
      let told: CallAndRun['told'] = null
      let cancelLook = (): void => {}
      let isEnded = false
      const end = (): void => {
        if (isEnded) return
        isEnded = true
        leave()
        cancelLook()
        signal.removeEventListener('abort', end)
        look(call, told).then(resolve, reject)
      }
      const leave = callers.watch(call.id, {
        ended: (status, result) => {
          if (status.is === 'succeeded' && typeof result === 'object' && result !== null) {
            told = { ...result }
          }
          if (status.is !== 'waiting') end()
        },
        stopping: end
      })
      const again = (): void => {
        cancelLook = effects.after(LOOK, () => {
          const passed = effects.clock() - began
          if (passed >= most) return end()
          report({ progress: Math.round(passed / SECOND), message: 'The call is still running.' }).catch(
            () => {}
          )
          look(call).then(found => {
            if (isOver(found)) end()
            else if (!isEnded) again()
          }, reject)
        })
      }
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
      else again()
    })

  const begin = async (
    agent: Agent,
    open: OpenTool,
    call: AgentCall,
    values: Record<string, unknown>
  ): Promise<McpToolResult | McpCreatedTask> => {
    const { tool } = open
    const at = effects.clock()
    const row: AgentCallRow = {
      ...{ id: effects.newId(), toolId: tool.id, ownerId: agent.member.id, at },
      client: { key: agent.clientKey, name: agent.client.name, host: agent.client.host },
      ...keyOf(call),
      askedUntil: tool.asksFirst ? at + APPROVAL_TIME : null,
      decision: null
    }
    const added = await store.agentCalls.add(row, { most: MOST_WAITING, startedSince: at - LOST_AFTER })
    if (added.is === 'full') {
      return refused(
        `${MOST_WAITING} calls are already waiting for approval. A person must approve or refuse some of them before more calls are accepted.`
      )
    }
    const earlier = added.is === 'earlier' ? added.call : null
    if (earlier !== null && (earlier.argumentsHash ?? row.argumentsHash) !== row.argumentsHash) {
      return refused(
        `The idempotency key was used for a call of this tool with other arguments, so nothing was done. Use another key.`
      )
    }
    const before = earlier && (await look(earlier))
    const acceptsTasks = call.clientExtensions.has(TASKS_EXTENSION)
    if (before !== null && isOver(before) && !before.isLost) return resultOfCall(before)
    const stored = earlier ?? row
    const patience = acceptsTasks ? (tool.asksFirst ? 0 : TASK_TIME) : ANSWER_TIME
    const most = callers.isFull() ? 0 : patience
    // Begun before the call is stored, so that no result is missed.
    const waiting = most === 0 ? null : wait(stored, most, call)
    waiting?.catch(() => {})
    if (before === null || before.isLost) {
      await accept(open, stored.id, values, agent)
      await record(agent, open, (await store.flows.ownerOf(tool.flowId))?.name ?? null)
    }
    const found = await (waiting ?? look(stored))
    if (call.signal.aborted) await withdraw(stored.id)
    if (isOver(found) || !acceptsTasks) return resultOfCall(found)
    return { resultType: 'task', ...taskOfCall(found, settings.retentionDays * DAY) }
  }

  /**
   * Returns a call of this client.
   * @throws `agents.no-such-call`
   */
  const own = async ({ member, clientKey }: Agent, id: string): Promise<AgentCallRow> => {
    const call = await store.agentCalls.find(id)
    if (call === null || call.ownerId !== member.id || call.client.key !== clientKey) {
      throw new Fault('agents.no-such-call', { id })
    }
    return call
  }

  return {
    /** Calls a tool whose flow is on. */
    begin: async (agent: Agent, open: OpenTool, call: AgentCall): Promise<McpToolResult | McpCreatedTask> => {
      const read = readArguments(open.shape.args, call.arguments, effects.newId)
      if (!read.ok) return refused(read.flaws.join(' '))
      if (open.subscription.hold !== null) {
        return refused(
          'The flow of this tool is on hold, because its owner may no longer use a connection. A person must check the connections of the flow in Hookwright.'
        )
      }
      if (!effects.hasRoom())
        return refused('Hookwright cannot accept more calls at the moment. Try again later.')
      return begin(agent, open, call, read.values)
    },
    /**
     * Returns the current result of a previous call of this client.
     * @throws `agents.no-such-call`
     */
    result: async (agent: Agent, id: string): Promise<McpToolResult> =>
      resultOfCall(await look(await own(agent, id))),
    /**
     * Returns a previous call of this client as a task.
     * @throws `agents.no-such-call`
     */
    task: async (agent: Agent, id: string): Promise<McpTask> =>
      taskOfCall(await look(await own(agent, id)), settings.retentionDays * DAY),
    /**
     * Cancels a call of this client that still waits for approval. A running call continues.
     * @throws `agents.no-such-call`
     */
    cancel: async (agent: Agent, id: string): Promise<void> => withdraw((await own(agent, id)).id),
    withdraw
  }
}

export type ToolCalls = ReturnType<typeof createToolCalls>
