/** Part of the backend that is loaded on demand. All its functions are asynchronous. */
export type LazyModule<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never
}

/**
 * Returns a part that is loaded when one of its functions is first called. Its modules then do not slow down
 * the startup.
 */
export const createLazyModule = <Part extends object>(load: () => Promise<Part>): LazyModule<Part> =>
  // The names are not known before the part is loaded; type-checked callers use no others.
  new Proxy({} as LazyModule<Part>, {
    get:
      (_, name) =>
      async (...args: unknown[]) => {
        const part = await load()
        const act: unknown = Reflect.get(part, name)
        return (act as (...args: unknown[]) => unknown)(...args)
      }
  })

/** Returns a function that loads once and caches the result. A failed load is not cached. */
export const memoizeLoad = <Loaded>(load: () => Promise<Loaded>): (() => Promise<Loaded>) => {
  let loading: Promise<Loaded> | null = null
  return () => {
    loading ??= load().catch(thrown => {
      loading = null
      throw thrown
    })
    return loading
  }
}
