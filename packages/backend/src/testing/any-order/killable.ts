/** Lifetime of a simulated process, from its start to its kill. */
export interface ProcessLifetime {
  dead: boolean
  /** Number of pending calls. */
  open: number
}

const never = new Promise<never>(() => {})

/** Tracks a promise in a process lifetime. The returned promise never settles after the process is killed. */
const inLife = <Value>(life: ProcessLifetime, value: Promise<Value>): Promise<Value> => {
  life.open += 1
  const end = (): void => {
    life.open -= 1
  }
  void value.then(end, end)
  const unlessDead = () => (life.dead ? never : value)
  return value.then(unlessDead, unlessDead)
}

/** Wraps an object so that its methods do nothing after the kill, like those of a dead process. */
export const killable = <Port extends object>(life: ProcessLifetime, port: Port): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name)
      if (typeof found === 'object' && found !== null) return killable(life, found)
      if (typeof found !== 'function') return found
      return (...args: unknown[]) => {
        if (life.dead) return never
        const result: unknown = Reflect.apply(found, target, args)
        return result instanceof Promise ? inLife(life, result) : result
      }
    }
  })
