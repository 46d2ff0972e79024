using System.Text.Json;

namespace Webinars.Adapters.Tests.Contracts;

/// <summary>The harness itself: what does not fit must be seen.</summary>
public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "\"a\"", "1")]
    [InlineData("""{"type":["string","null"]}""", "null", "1")]
    [InlineData("""{"type":"string","nullable":true}""", "null", "false")]
    [InlineData("""{"type":"integer","minimum":1,"maximum":3}""", "3", "4")]
    [InlineData("""{"type":"integer"}""", "2.0", "2.5")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMinimum":true}""", "0.1", "0")]
    [InlineData("""{"enum":["a","b"]}""", "\"b\"", "\"c\"")]
    [InlineData("""{"const":"a"}""", "\"a\"", "\"b\"")]
    [InlineData("""{"type":"object","required":["a"]}""", """{"a":1}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"a":"x"}""", """{"a":"x","b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"a":"x"}""", """{"a":1}""")]
    [InlineData("""{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":2,"uniqueItems":true}""", """["a","b"]""", """["a","a"]""")]
    [InlineData("""{"type":"array","maxItems":1}""", "[1]", "[1,2]")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", "1", "true")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1.5", "1")]
    [InlineData("""{"anyOf":[{"type":"number"},{"type":"integer"}]}""", "1", "\"1\"")]
    [InlineData("""{"allOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":1,"b":1}""", """{"a":1}""")]
    [InlineData("""{"not":{"type":"null"}}""", "1", "null")]
    [InlineData("""{"pattern":"^a+$","maxLength":2}""", "\"aa\"", "\"ab\"")]
    [InlineData("""{"maxLength":2}""", "\"aa\"", "\"aaa\"")]
    [InlineData("""{"format":"uuid"}""", "\"49a3999c-0ce1-4ea6-ab68-afcd6dc2e794\"", "\"em_1\"")]
    [InlineData("""{"format":"date-time"}""", "\"2026-01-01T10:00:00Z\"", "\"tomorrow\"")]
    [InlineData("""{"$ref":"#/definitions/name"}""", "\"a\"", "1")]
    [InlineData("""{"properties":{"kind":{}},"discriminator":{"propertyName":"kind","mapping":{"n":"#/definitions/named"}},"oneOf":[{}]}""", """{"kind":"n","name":"a"}""", """{"kind":"n"}""")]
    public void What_fits_passes_and_what_does_not_fit_is_told(string schema, string good, string bad)
    {
        var root = JsonElement.Parse("""{"definitions":{"name":{"type":"string"},"named":{"required":["name"]}}}""");
        var check = new Schema(root);
        Assert.Empty(check.Problems(JsonElement.Parse(schema), JsonElement.Parse(good), "it"));
        Assert.NotEmpty(check.Problems(JsonElement.Parse(schema), JsonElement.Parse(bad), "it"));
    }

    [Fact]
    public void A_closed_schema_takes_no_member_that_it_does_not_name()
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"a":{}}}""");
        Assert.Equal(["it/b is not in the contract"], new Schema(schema, closed: true).Problems(schema, JsonElement.Parse("""{"a":1,"b":2}"""), "it"));
    }

    [Fact]
    public void What_a_closed_schema_has_of_its_parts_it_takes()
    {
        var schema = JsonElement.Parse("""{"allOf":[{"$ref":"#/named"},{"properties":{"b":{}}}],"properties":{"c":{}},"named":{"allOf":[{"properties":{"a":{}}}]}}""");
        Assert.Empty(new Schema(schema, closed: true).Problems(JsonElement.Parse("""{"allOf":[{"$ref":"#/named"},{"properties":{"b":{}}}],"properties":{"c":{}}}"""), JsonElement.Parse("""{"a":1,"b":2,"c":3}"""), "it"));
        Assert.NotEmpty(new Schema(schema, closed: true).Problems(JsonElement.Parse("""{"allOf":[{"$ref":"#/named"},{"properties":{"b":{}}}]}"""), JsonElement.Parse("""{"a":1,"b":2,"d":3}"""), "it"));
    }

    [Theory]
    [InlineData("""{"type":"object","unevaluatedProperties":false}""")]
    [InlineData("""{"format":"ipv4"}""")]
    public void What_cannot_be_checked_is_not_passed_over(string schema) =>
        Assert.Throws<NotSupportedException>(() => new Schema(default).Problems(JsonElement.Parse(schema), JsonElement.Parse("\"a\""), "it"));
}
