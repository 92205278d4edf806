/** Loads a part of the app that reads values with zod; the parts that everyone loads first do without it. */
export const loadWithZod = async <Part>(load: () => Promise<Part>): Promise<Part> => {
  const [part] = await Promise.all([load(), import('./zod-without-eval.ts')])
  return part
}
