global using AspireStateless.Embedded.Tests.Running;
global using Xunit;
