declare module "pyodide/pyodide.asm.mjs" {
  const createModule: (settings: any) => Promise<any>;
  export default createModule;
}
