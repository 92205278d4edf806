/** Build stage of a Dockerfile, from one `FROM` line to the next. */
export interface Stage {
  /** Base image of the stage. */
  base: string
  /** Name of the stage; empty for the last one. */
  name: string
  /** Steps in order. */
  steps: Step[]
  healthCheck: { command: string[]; options: Record<string, string> } | null
  /** Command of the container; empty for stages that no container runs. */
  command: string[]
  volumes: string[]
}

/** Step that changes the files of a stage or the environment of later steps. */
export type Step =
  | { is: 'run'; command: string }
  | { is: 'copy'; stage: string | null; sources: string[]; to: string }
  | { is: 'env'; variables: Record<string, string> }
  | { is: 'user'; name: string }
  | { is: 'workdir'; path: string }

/**
 * Parses a Dockerfile that uses only the instructions of this repository's Dockerfile.
 *
 * @throws Error for an instruction that this parser does not support
 */
export function parseDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  for (const line of linesOf(text)) {
    const [, name = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? []
    const stage = stages.at(-1)
    if (name === 'FROM') stages.push(newStage(rest))
    else if (stage === undefined) throw new Error(`The Dockerfile begins with "${line}" instead of FROM.`)
    else readInstruction(stage, name, rest)
  }
  return stages
}

/** Returns the instructions, one per line, without comments and with continued lines joined. */
function linesOf(text: string) {
  const kept = text.split('\n').filter(line => !/^\s*(#|$)/.test(line))
  return kept
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map(line => line.trim())
}

function newStage(rest: string): Stage {
  const [, base, name = ''] = /^(\S+)(?:\s+AS\s+(\S+))?$/.exec(rest) ?? []
  if (base === undefined) throw new Error(`FROM ${rest} is not understood.`)
  return { base, name, steps: [], healthCheck: null, command: [], volumes: [] }
}

function readInstruction(stage: Stage, name: string, rest: string) {
  const { steps } = stage
  if (name === 'RUN') steps.push({ is: 'run', command: rest })
  else if (name === 'COPY') steps.push(copyIn(rest))
  else if (name === 'ENV') steps.push({ is: 'env', variables: variablesIn(rest) })
  else if (name === 'USER') steps.push({ is: 'user', name: rest })
  else if (name === 'WORKDIR') steps.push({ is: 'workdir', path: rest })
  else if (name === 'VOLUME') stage.volumes.push(rest)
  else if (name === 'CMD') stage.command = JSON.parse(rest)
  else if (name === 'HEALTHCHECK') stage.healthCheck = healthCheckIn(rest)
  else if (name !== 'EXPOSE' && name !== 'STOPSIGNAL') throw new Error(`${name} ${rest} is not understood.`)
}

function copyIn(rest: string): Step {
  const words = rest.split(/\s+/)
  const [, stage = null] = /^--from=(.+)$/.exec(words[0] ?? '') ?? []
  const paths = stage === null ? words : words.slice(1)
  const to = paths.pop()
  if (to === undefined || paths.length === 0 || paths.some(path => path.startsWith('--'))) {
    throw new Error(`COPY ${rest} is not understood.`)
  }
  return { is: 'copy', stage, sources: paths, to }
}

function variablesIn(rest: string): Record<string, string> {
  return Object.fromEntries(
    rest.split(/\s+/).map(pair => {
      const [, name, value] = /^([A-Za-z_]\w*)=([^"'$]*)$/.exec(pair) ?? []
      if (name === undefined || value === undefined) throw new Error(`ENV ${rest} is not understood.`)
      return [name, value]
    })
  )
}

function healthCheckIn(rest: string) {
  const [, before = '', command] = /^(.*?)\bCMD (\[.*\])$/.exec(rest) ?? []
  if (command === undefined) throw new Error(`HEALTHCHECK ${rest} is not understood.`)
  const options = Object.fromEntries(
    [...before.matchAll(/--([a-z-]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value])
  )
  return { command: JSON.parse(command), options }
}
