/** Loads a part of the app together with zod, which is not in the initial bundle. */
export const loadWithZod = async <Part>(load: () => Promise<Part>): Promise<Part> => {
  const [part] = await Promise.all([load(), import('./zod-without-eval.ts')])
  return part
}
